#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <string>

namespace nowthen::genesys {

/// Which page of the live listing is wanted next.
struct LiveAsk {
  std::string cursor;  ///< Empty: the first page.
  bool operator==(const LiveAsk&) const = default;
};

/// Which page of which window of the history listing is wanted next.
struct HistoryAsk {
  Interval window;
  std::int64_t page_number = 1;
  std::string media;  ///< Only this media type of it; empty: all that the query wants. Platform only.
  bool operator==(const HistoryAsk&) const = default;
};

}  // namespace nowthen::genesys

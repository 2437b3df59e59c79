#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "net/headers.hpp"

namespace nowthen::client {

/// What a reply's headers say about the rate limit. Each field may be missing.
struct LimitNotice {
  std::optional<std::int64_t> allowed;        ///< Requests in a window, 1 to a million.
  std::optional<std::int64_t> count;          ///< Requests counted in it so far, those of others included.
  std::optional<std::chrono::seconds> reset;  ///< Until the count starts again, at most an hour.

  bool operator==(const LimitNotice&) const = default;
};

/// Reads `inin-ratelimit-allowed`, `-count` and `-reset`. A value that is no plain number or out of bounds
/// counts as missing. Other names are left alone: their windows are not known to be minutes.
LimitNotice read_limit_notice(const net::Headers& headers) noexcept;

}  // namespace nowthen::client

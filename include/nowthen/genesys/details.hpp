#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/genesys/detail_record.hpp>
#include <nowthen/genesys/predicates.hpp>
#include <optional>
#include <vector>

namespace nowthen {

/// By what a page of conversations is sorted.
enum class DetailsOrder {
  oldest_start,  ///< By start, the oldest first.
  newest_start,  ///< By start, the latest first.
  newest_end,    ///< By end, the latest first; for conversations that have one.
};

/// One page of the synchronous query. What an interval means is the platform's affair: docs/adr/0018.
struct DetailsPageQuery {
  Interval interval;
  DetailsOrder order = DetailsOrder::oldest_start;
  DetailFilters filters;  ///< All empty: everything.
  int page_size = 100;    ///< 1 to 100.
  int page_number = 1;
};

/// What one reply to it had.
struct DetailsPage {
  std::vector<DetailRecord> records;  ///< In the server's order.
  std::vector<SetAside> set_aside;    ///< Records that could not be understood.
  std::optional<std::int64_t> total;  ///< How many the server says there are on all pages; rough.
  std::optional<Instant> replied_at;  ///< The reply's `Date`.
};

}  // namespace nowthen

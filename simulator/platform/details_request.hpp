#pragma once
#include <optional>
#include <string>

#include "simulator/http/problem.hpp"
#include "simulator/platform/detail_aggregation.hpp"
#include "simulator/platform/interval.hpp"
#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// Which conversations a query is about, and in which order.
struct DetailsQuery {
  enum class Order : std::uint8_t { asc, desc, unordered };
  enum class OrderBy : std::uint8_t { conversation_start, conversation_end, segment_start, segment_end };
  Interval interval;
  FilterLists filters;
  Order order = Order::asc;
  OrderBy order_by = OrderBy::conversation_start;
  /// Jobs: only those that started on the first day of the interval (UTC) or later.
  bool from_start_of_day = false;
  std::string text;  ///< Everything above as JSON: equal queries have equal texts.
};

struct SyncQuery {
  DetailsQuery details;
  int page_size = 25;
  int page_number = 1;
  std::vector<DetailAggregation> aggregations;
};

struct JobQuery {
  DetailsQuery details;
  std::optional<std::int64_t> limit;
};

/// Reads the body of POST details/query: at most 31 days, 100 a page, 100,000 results.
Checked<SyncQuery> parse_sync_query(std::string_view body);

/// Reads the body of POST details/jobs.
Checked<JobQuery> parse_job_query(std::string_view body);

}  // namespace nowthen::sim

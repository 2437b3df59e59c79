#pragma once
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

#include "simulator/http/problem.hpp"
#include "simulator/platform/grouping.hpp"

namespace nowthen::sim {

/// What aggregates are asked for.
struct AggregateQuery {
  Interval interval;
  std::chrono::milliseconds step{0};  ///< The interval is cut into pieces of it from its begin on.
  Grouping grouping;
  Filter filter;
  std::vector<std::string> metrics;

  /// The piece that `instant`, which lies in the interval, belongs to.
  std::int64_t piece_of(Instant instant) const { return (instant - interval.begin) / step; }
  /// From when to when it goes; the last one ends with the interval.
  Interval piece(std::int64_t number) const;
};

/// Reads the body of POST aggregates/query. Pieces are at least a minute long and no more than 100,000.
Checked<AggregateQuery> parse_aggregate_query(std::string_view body);

}  // namespace nowthen::sim

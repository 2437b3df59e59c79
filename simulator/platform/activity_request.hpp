#pragma once
#include <string>
#include <vector>

#include "simulator/http/problem.hpp"
#include "simulator/platform/grouping.hpp"

namespace nowthen::sim {

/// What activity is asked for.
struct ActivityQuery {
  struct Metric {
    std::string name;
    bool details = false;  ///< With the conversations that make it up.
  };
  std::vector<Metric> metrics;
  Grouping grouping;
  Filter filter;
  bool descending = false;
};

/// Reads the body of POST activity/query.
Checked<ActivityQuery> parse_activity_query(std::string_view body);

}  // namespace nowthen::sim

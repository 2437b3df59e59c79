#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "simulator/http/problem.hpp"
#include "simulator/platform/predicate.hpp"

namespace nowthen::sim {

/// What observations of queues or users are asked for.
struct ObservationQuery {
  Filter filter;
  std::vector<std::string> metrics;
  std::vector<std::string> detailed;  ///< Those with the conversations that make them up.

  bool details(std::string_view metric) const;
};

/// Reads the body of POST queues/observations/query or users/observations/query, as `list` says.
Checked<ObservationQuery> parse_observation_query(std::string_view body, FilterList list);

}  // namespace nowthen::sim

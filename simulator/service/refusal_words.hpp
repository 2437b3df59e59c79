#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/endpoint.hpp"
#include "simulator/faults/effects.hpp"
#include "simulator/http/problem.hpp"

namespace nowthen::sim {

/// The scopes that an endpoint of the tutorial asks for.
std::vector<std::string_view> scopes_of(Endpoint endpoint);

/// The tutorial's 403, naming them.
Problem missing_scopes(const std::vector<std::string_view>& scopes);

/// What a fault answers, in the words of the contract that the endpoint belongs to.
///
/// @param limit  requests a minute of one token, for the platform's 429
Problem worded_for(Endpoint endpoint, const Replacement& replacement, std::optional<int> limit);

}  // namespace nowthen::sim

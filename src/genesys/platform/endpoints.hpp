#pragma once
#include "client/endpoint.hpp"

namespace nowthen::genesys::platform {

/// The remote operations of the platform's contract, with its time-outs.
///
/// None has a pace of its own: the platform counts what a token asks for over all of them together, see
/// `RateLimits::platform_per_minute`.
struct Endpoints {
  client::Endpoint token;
  client::Endpoint details_query;
};

Endpoints endpoints();

}  // namespace nowthen::genesys::platform

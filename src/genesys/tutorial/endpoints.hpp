#pragma once
#include <nowthen/genesys/options.hpp>

#include "client/endpoint.hpp"

namespace nowthen::genesys::tutorial {

/// The remote operations of the tutorial's contract, with its time-outs and the limits in force.
struct Endpoints {
  client::Endpoint token;
  client::Endpoint introspect;
  client::Endpoint live;
  client::Endpoint history;
};

/// All of them are safe to repeat: the history query is a POST that changes nothing.
Endpoints endpoints(const RateLimits& limits);

}  // namespace nowthen::genesys::tutorial

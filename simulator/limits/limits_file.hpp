#pragma once
#include <array>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/endpoint.hpp"
#include "simulator/limits/limiter.hpp"

namespace nowthen::sim {

/// A limit that changes while the simulator runs.
struct LimitChange {
  Clock::Ticks after{0};  ///< Since the simulator started, on the caller's clock.
  Endpoint endpoint = Endpoint::history;
  int limit = 1;
};

/// Somebody else who uses the same quota, evenly.
struct OtherUsers {
  Endpoint endpoint = Endpoint::history;
  double per_minute = 1;
  Clock::Ticks from{0};  ///< Since the simulator started.
  Clock::Ticks until = Clock::Ticks::max();
};

/// What is limited, and how. By default nothing is.
struct Limits {
  bool headers = false;  ///< Send `inin-ratelimit-count`, `-allowed` and `-reset`; the platform always does.
  bool per_token = false;  ///< Count each token on its own, as the platform always does; else each client.
  std::array<std::optional<Quota>, endpoint_count> quotas;
  std::vector<LimitChange> changes;
  std::vector<OtherUsers> others;
};

/// What the tutorial states: 50 live and 10 history requests a minute for each client; and what the platform
/// states: 300 a minute for each token over all its endpoints together.
Limits default_limits();

/// `off`, `default`, or the JSON that docs/reference/simulator.md describes. Fails with `invalid_request`
/// naming the member at fault.
Result<Limits> parse_limits(std::string_view text);

}  // namespace nowthen::sim

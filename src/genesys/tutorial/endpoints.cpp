#include "genesys/tutorial/endpoints.hpp"

#include <algorithm>

namespace nowthen::genesys::tutorial {
namespace {
using namespace std::chrono_literals;

net::Timeouts timeouts(std::chrono::milliseconds limit) {
  return {.connect = std::min<std::chrono::milliseconds>(limit, 5s),
          .first_byte = limit,
          .stall = std::min<std::chrono::milliseconds>(limit, 15s),
          .total = limit};
}

}  // namespace

Endpoints endpoints(const RateLimits& limits) {
  return {.token = {.name = "token", .authorised = false, .timeouts = timeouts(10s)},
          .introspect = {.name = "introspect", .authorised = false, .timeouts = timeouts(10s)},
          .live = {.name = "live", .per_minute = limits.live_per_minute, .timeouts = timeouts(15s)},
          .history = {.name = "history", .per_minute = limits.history_per_minute, .timeouts = timeouts(30s)}};
}

}  // namespace nowthen::genesys::tutorial

#include "genesys/platform/endpoints.hpp"

#include <algorithm>

namespace nowthen::genesys::platform {
namespace {
using namespace std::chrono_literals;

net::Timeouts timeouts(std::chrono::milliseconds limit) {
  return {.connect = std::min<std::chrono::milliseconds>(limit, 5s),
          .first_byte = limit,
          .stall = std::min<std::chrono::milliseconds>(limit, 15s),
          .total = limit};
}

}  // namespace

Endpoints endpoints() {
  return {.token = {.name = "token", .authorised = false, .timeouts = timeouts(10s)},
          .details_query = {.name = "details_query", .timeouts = timeouts(60s)}};
}

}  // namespace nowthen::genesys::platform

#pragma once
#include <span>

#include "simulator/endpoint.hpp"
#include "simulator/platform/context.hpp"

namespace nowthen::sim {

/// How one endpoint of the platform is answered.
struct PlatformHandler {
  Endpoint endpoint = Endpoint::unknown;
  std::string_view permission;  ///< Empty: none is asked for.
  Checked<PlatformAnswer> (*answer)(const PlatformContext&, const PlatformRequest&) = nullptr;
};

/// The row of `endpoint`, or nullptr for one that is not the platform's.
const PlatformHandler* handler_of(Endpoint endpoint);

}  // namespace nowthen::sim

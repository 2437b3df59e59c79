#pragma once
#include <nowthen/core/clock.hpp>
#include <nowthen/genesys/platform.hpp>

#include "client/caller.hpp"
#include "genesys/platform/endpoints.hpp"
#include "genesys/server_clock.hpp"

namespace nowthen {

/// What a `Platform` works with; the client has it for as long as it lives.
struct Platform::Parts {
  client::Caller* caller = nullptr;
  const genesys::platform::Endpoints* endpoints = nullptr;
  Clock* clock = nullptr;
  const genesys::ServerClock* server_clock = nullptr;  ///< Null: the local one counts.
};

/// Lets a client, and tests, make one.
struct PlatformAccess {
  using Parts = Platform::Parts;

  /// @param parts  must outlive it
  static Platform make(const Parts& parts) { return Platform(parts); }
};

}  // namespace nowthen

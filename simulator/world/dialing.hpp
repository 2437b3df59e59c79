#pragma once
#include "simulator/world/stage.hpp"

namespace nowthen::sim {

struct Dialed {
  bool reached = false;
  Instant end;  ///< Answered, or given up.
};

/// Calls the customer from the session `caller`, which gets the dialing and contacting segments and metrics;
/// so does the contact's customer session. `reached_per_mille` of a thousand answer; with them the customer's
/// presence begins, the caller's next segment is up to its flow.
Dialed dial(const Turn& turn, std::uint16_t caller, std::uint32_t reached_per_mille);

}  // namespace nowthen::sim

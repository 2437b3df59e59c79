#pragma once
#include <nowthen/core/instant.hpp>
#include <string>

namespace nowthen::sim {

struct ConversationTruth;

/// From when on the record no longer shows when its callbacks were due but the instant at which it is read:
/// two days after everything in it has ended. `absent`: never.
Instant callbacks_forgotten_at(const ConversationTruth& conversation);

/// Puts `at` in place of each `callbackScheduledTime` of the record written in `out` from `begin` on.
void overwrite_callback_times(std::string& out, std::size_t begin, Instant at);

}  // namespace nowthen::sim

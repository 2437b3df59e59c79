#pragma once
#include "simulator/world/chance.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// Gives a few records what recorded payloads have and no description explains: a first segment some
/// milliseconds early, a direction left out. Those that belong to a wrap-up or a stretch arise in the flows.
void add_oddities(ConversationTruth& conversation, Chance& chance);

}  // namespace nowthen::sim

#pragma once
#include "simulator/world/chance.hpp"
#include "simulator/world/shape.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// Decides when history shows what of a finished conversation, as `shape` says: most records within minutes,
/// some after hours, some after days; some wrap-ups late; some metrics of wrap-up, fewer of talk too, wrong
/// until put right days later; a few records deleted. One that never ends stays open, to be seen but never
/// closed.
void plan_visibility(ConversationTruth& conversation, Chance& chance, const VisibilityShape& shape);

}  // namespace nowthen::sim

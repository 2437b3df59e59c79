#pragma once
#include <cstdint>

#include "simulator/world/arrivals.hpp"
#include "simulator/world/truth.hpp"

namespace nowthen::sim {

/// Whether the platform is to lose the end of this conversation: about one in 4,000, mostly mails and
/// messages, now and then a call; chats never. A function of both, so that nothing else depends on it.
bool loses_end(std::uint64_t seed, const Arrival& arrival);

/// Makes a finished conversation one that never ends: `end` and the segments under way last for `never`, what
/// came with or after the end is missing. Of a mail or message only the customer's side stays open, of a call
/// everybody's. Changes nothing and gives false when a call did not end in a talk with an agent.
bool lose_end(ConversationTruth& conversation);

}  // namespace nowthen::sim

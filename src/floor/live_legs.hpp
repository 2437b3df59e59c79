#pragma once
#include <vector>

#include "floor/leg.hpp"
#include "floor/live_facts.hpp"

namespace nowthen::floor {

/// The legs that are known of `conversation`, in order; the same that its record will show in the end, but
/// for ends of holds, which are when they were seen.
std::vector<Leg> legs_of(const ConversationId& conversation, const LiveFacts& facts);

/// How many holds there are whose end depends on which of two equal events was made first.
std::size_t doubtful_holds(const LiveFacts& facts);

}  // namespace nowthen::floor

#pragma once
#include <string>

#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// Appends what `v2.routing.queues.{id}.conversations` says of a conversation at `at`: the body of the event
/// (QueueConversationEventTopicConversation), all participants who have joined by then. What is not known is
/// left out. One communication in forty that waited in a queue is called `connected` for ever, as recorded
/// frames have it: its `disconnectedTime` says that it is over.
///
/// Pure. `facts` is the truth of that very instant (`Knowledge::of_truth`).
void append_queue_event(std::string& out, const ConversationFacts& facts, Instant at);

}  // namespace nowthen::sim

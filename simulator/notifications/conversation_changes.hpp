#pragma once
#include <string_view>
#include <vector>

#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// A queue that a conversation has touched, and from when on: some participant waits in it or works for it.
struct QueueTouch {
  std::string_view queue_id;
  Instant since;
};

/// When a live board has to be told something new about a conversation, and for which queues it is news.
struct ConversationChanges {
  std::vector<Instant> instants;    ///< Ascending, each once: the state of some participant changes.
  std::vector<QueueTouch> touches;  ///< By `since`; each queue once.
};

/// Pure. `whole` is the truth about the conversation to its very end (`Knowledge::of_truth` at an instant
/// that is past everything); the texts are its.
ConversationChanges changes_of(const ConversationFacts& whole);

}  // namespace nowthen::sim

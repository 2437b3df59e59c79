#pragma once
#include <span>
#include <vector>

#include "floor/leg.hpp"
#include "webhooks/event.hpp"

namespace nowthen::webhooks {

/// What is known of one conversation.
struct KnownConversation {
  std::span<const floor::Leg> legs;  ///< All of this conversation.
  bool is_over = false;              ///< All participants are gone, and no wrap-up goes on.
};

/// What `after` tells that `before` did not, in the order in which it happened: started, answered, held,
/// transferred, ended, wrapped up; and corrected, where both are over and differ by more than some seconds.
///
/// Pure. An event's id follows from the conversation, its type and the begin of its leg, whatever was known
/// before: looked at again, also from nothing, the same thing has the same id.
///
/// Transferred: whoever talked has left, and it goes on with somebody else, or waits. Answered: somebody
/// begins to talk; taking it back after a hold is no answer.
std::vector<Event> conversation_events(const KnownConversation& before, const KnownConversation& after);

/// No surface of the API knows it any more; found at `at`.
Event conversation_deleted(const ConversationId& id, Instant at);

/// The API's record of it was changed after it had been settled; `as_of` tells one change from another.
Event conversation_corrected(const ConversationId& id, Instant as_of);

}  // namespace nowthen::webhooks

#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/model/live_conversation.hpp>
#include <string_view>

namespace nowthen::genesys::platform {

/// The conversation in the body of an event of `v2.routing.queues.{id}.conversations`
/// (QueueConversationEventTopicConversation). Participants are in the event's order, the communications of
/// each by medium, then in the event's order.
///
/// Fields that this version does not know are passed over. Fails with `malformed_reply` whose message names
/// the place and the fault, such as `participants[2].calls[0].connectedTime: not an instant`.
Result<LiveConversation> decode_queue_conversation(std::string_view event_body);

}  // namespace nowthen::genesys::platform

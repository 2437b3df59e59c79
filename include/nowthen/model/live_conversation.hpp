#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// One medium that a participant uses, as an event of the live feed shows it.
struct LiveCommunication {
  std::string id;               ///< What history calls `sessionId`.
  std::string media_type;       ///< As history has it: `voice`, `chat`, `message`, `email`, `callback`, ...
  std::string state;            ///< `alerting`, `dialing`, `connected`, `disconnected`, ...; kept as it came.
  std::string direction;        ///< `inbound` or `outbound`; empty where the medium has none.
  std::string disconnect_type;  ///< Why it ended; empty while it goes on.
  bool held = false;
  std::optional<Instant> start_hold_time;    ///< Begin of the latest hold.
  std::optional<Instant> connected_time;     ///< Answered. Empty while it alerts.
  std::optional<Instant> disconnected_time;  ///< Can be there while `state` is still `connected`.
  bool operator==(const LiveCommunication&) const = default;
};

/// A person or a part of the system in a conversation, as an event of the live feed shows it.
struct LiveParticipant {
  std::string id;
  std::string purpose;  ///< `customer`, `agent`, `acd`, ...
  UserId user_id;
  QueueId queue_id;                       ///< The queue it waits in, or works for.
  std::optional<Instant> connected_time;  ///< When it joined: alerting counts.
  std::optional<Instant> end_time;
  std::optional<Instant> start_acw_time;  ///< Begin of after-call work.
  std::optional<Instant> end_acw_time;
  std::string wrapup_code;
  std::vector<LiveCommunication> communications;
  bool operator==(const LiveParticipant&) const = default;
};

/// A conversation as one event of the live feed shows it: all of its participants at that moment.
///
/// Carries no time of its own and no number: which of two is newer follows from what they say. Source:
/// QueueConversationEventTopicConversation, topic `v2.routing.queues.{id}.conversations`.
struct LiveConversation {
  ConversationId id;
  std::vector<LiveParticipant> participants;
  bool operator==(const LiveConversation&) const = default;
};

}  // namespace nowthen

#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "genesys/platform/fields.hpp"

namespace nowthen::genesys::platform {

/// What the media of an event have in common; each medium has a list of its own.
struct EventCommunication {
  std::string id;
  std::string state;
  std::string direction;
  std::string disconnect_type;
  std::optional<bool> held;
  std::optional<Instant> start_hold_time;
  std::optional<Instant> connected_time;
  std::optional<Instant> disconnected_time;
  std::string extra;
};

struct EventWrapup {
  std::string code;
  std::string extra;
  bool operator==(const EventWrapup&) const = default;
};

struct EventParticipant {
  std::string id;
  std::string purpose;
  UserId user_id;
  QueueId queue_id;
  std::optional<Instant> connected_time;
  std::optional<Instant> end_time;
  std::optional<Instant> start_acw_time;
  std::optional<Instant> end_acw_time;
  EventWrapup wrapup;
  std::vector<EventCommunication> calls;
  std::vector<EventCommunication> callbacks;
  std::vector<EventCommunication> chats;
  std::vector<EventCommunication> cobrowse_sessions;
  std::vector<EventCommunication> emails;
  std::vector<EventCommunication> messages;
  std::vector<EventCommunication> internal_messages;
  std::vector<EventCommunication> screen_monitorings;
  std::vector<EventCommunication> screen_shares;
  std::vector<EventCommunication> social_expressions;
  std::vector<EventCommunication> videos;
  std::string extra;
};

/// QueueConversationEventTopicConversation, as far as a floor needs it.
struct EventConversation {
  ConversationId id;
  std::vector<EventParticipant> participants;
  std::string extra;
};

template <>
struct Fields<EventCommunication> {
  static constexpr std::tuple list{FieldOf{"id", &EventCommunication::id},
                                   FieldOf{"state", &EventCommunication::state},
                                   FieldOf{"direction", &EventCommunication::direction},
                                   FieldOf{"disconnectType", &EventCommunication::disconnect_type},
                                   FieldOf{"held", &EventCommunication::held},
                                   FieldOf{"startHoldTime", &EventCommunication::start_hold_time},
                                   FieldOf{"connectedTime", &EventCommunication::connected_time},
                                   FieldOf{"disconnectedTime", &EventCommunication::disconnected_time}};
};

template <>
struct Fields<EventWrapup> {
  static constexpr std::tuple list{FieldOf{"code", &EventWrapup::code}};
};

template <>
struct Fields<EventParticipant> {
  static constexpr std::tuple list{FieldOf{"id", &EventParticipant::id},
                                   FieldOf{"purpose", &EventParticipant::purpose},
                                   FieldOf{"userId", &EventParticipant::user_id},
                                   FieldOf{"queueId", &EventParticipant::queue_id},
                                   FieldOf{"connectedTime", &EventParticipant::connected_time},
                                   FieldOf{"endTime", &EventParticipant::end_time},
                                   FieldOf{"startAcwTime", &EventParticipant::start_acw_time},
                                   FieldOf{"endAcwTime", &EventParticipant::end_acw_time},
                                   FieldOf{"wrapup", &EventParticipant::wrapup},
                                   FieldOf{"calls", &EventParticipant::calls},
                                   FieldOf{"callbacks", &EventParticipant::callbacks},
                                   FieldOf{"chats", &EventParticipant::chats},
                                   FieldOf{"cobrowsesessions", &EventParticipant::cobrowse_sessions},
                                   FieldOf{"emails", &EventParticipant::emails},
                                   FieldOf{"messages", &EventParticipant::messages},
                                   FieldOf{"internalMessages", &EventParticipant::internal_messages},
                                   FieldOf{"screenMonitorings", &EventParticipant::screen_monitorings},
                                   FieldOf{"screenshares", &EventParticipant::screen_shares},
                                   FieldOf{"socialExpressions", &EventParticipant::social_expressions},
                                   FieldOf{"videos", &EventParticipant::videos}};
};

template <>
struct Fields<EventConversation> {
  static constexpr std::tuple list{FieldOf{"id", &EventConversation::id},
                                   FieldOf{"participants", &EventConversation::participants}};
};

}  // namespace nowthen::genesys::platform

#pragma once
#include <chrono>
#include <cstdint>
#include <nowthen/model/conversation_detail.hpp>
#include <nowthen/model/live_conversation.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "floor/floor.hpp"
#include "floor/leg.hpp"

namespace nowthen::floor {

inline void PrintTo(const Leg& leg, std::ostream* out) {
  *out << name_of(leg.state) << ' ' << leg.conversation_id.str() << '/' << leg.queue_id.str() << '/'
       << leg.user_id.str() << ' ' << leg.media_type << ' ' << leg.direction << " ["
       << leg.begin.time_since_epoch().count() << ", "
       << (leg.end ? std::to_string(leg.end->time_since_epoch().count()) : "...") << ')';
}

}  // namespace nowthen::floor

namespace nowthen::testing {

/// Seconds after the beginning of time.
inline Instant second(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

struct SegmentText {
  std::string type;
  std::int64_t begin = 0;
  std::optional<std::int64_t> end;
  std::string queue = "sales";
};

inline Segment segment(const SegmentText& text) {
  Segment made;
  made.segment_type = text.type;
  made.segment_start = second(text.begin);
  if (text.end) made.segment_end = second(*text.end);
  made.queue_id = QueueId(text.queue);
  return made;
}

inline Session session(std::string id, const std::vector<SegmentText>& segments) {
  Session made;
  made.session_id = SessionId(std::move(id));
  made.media_type = "voice";
  made.direction = "inbound";
  for (const SegmentText& each : segments) made.segments.push_back(segment(each));
  return made;
}

inline ParticipantDetail participant(const std::string& id, std::string purpose,
                                     std::vector<Session> sessions) {
  ParticipantDetail made;
  made.participant_id = ParticipantId(id);
  made.purpose = std::move(purpose);
  if (made.purpose == "agent") made.user_id = UserId("user of " + id);
  made.sessions = std::move(sessions);
  return made;
}

inline ConversationDetail conversation(std::vector<ParticipantDetail> participants) {
  ConversationDetail made;
  made.conversation_id = ConversationId("c");
  made.participants = std::move(participants);
  return made;
}

struct LegText {
  floor::State state = floor::State::waiting;
  std::int64_t begin = 0;
  std::optional<std::int64_t> end;
  std::string user;
  std::string queue = "sales";
  std::string conversation = "c";
};

inline floor::Leg leg(const LegText& text) {
  floor::Leg made{.conversation_id = ConversationId(text.conversation),
                  .media_type = "voice",
                  .direction = "inbound",
                  .state = text.state,
                  .queue_id = QueueId(text.queue),
                  .user_id = UserId(text.user),
                  .begin = second(text.begin),
                  .end = {}};
  if (text.end) made.end = second(*text.end);
  return made;
}

}  // namespace nowthen::testing

#pragma once
#include <tuple>

#include "warehouse/schema/conversation_columns.hpp"
#include "warehouse/schema/evaluation_columns.hpp"
#include "warehouse/schema/flow_columns.hpp"
#include "warehouse/schema/segment_columns.hpp"
#include "warehouse/schema/session_columns.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::warehouse {

/// What a place says of the part that stands there. Views are into the conversation.
namespace at_place {

inline std::string_view conversation_id(const Place& place) {
  return place.conversation->conversation_id.str();
}
inline std::string_view participant_id(const Place& place) { return place.participant->participant_id.str(); }
inline std::string_view purpose(const Place& place) { return place.participant->purpose; }
inline std::string_view user_id(const Place& place) { return place.participant->user_id.str(); }
inline std::string_view media_type(const Place& place) { return place.session->media_type; }
inline std::string_view direction(const Place& place) { return place.session->direction; }
inline std::string_view queue_id(const Place& place) { return place.queue_id; }
inline std::int64_t participant_index(const Place& place) { return place.participant_index; }
inline std::int64_t session_index(const Place& place) { return place.session_index; }
inline std::int64_t index(const Place& place) { return place.index; }

}  // namespace at_place

namespace key {

inline constexpr auto conversation =
    placed("conversation_id", &at_place::conversation_id, "the conversation's id");
inline constexpr auto participant =
    placed("participant_index", &at_place::participant_index, "which participant, from 0");
inline constexpr auto session =
    placed("session_index", &at_place::session_index, "which session of it, from 0");

constexpr auto part(std::string_view name, std::string_view about) {
  return placed(name, &at_place::index, about);
}

}  // namespace key

/// What rows repeat of the parts they are in, so that the commonest questions need no join.
namespace carried {

inline constexpr auto participant_id =
    placed("participant_id", &at_place::participant_id, "the participant's id");
inline constexpr auto purpose = placed("purpose", &at_place::purpose, "the participant's purpose");
inline constexpr auto user_id = placed("user_id", &at_place::user_id, "the participant's user");
inline constexpr auto media_type = placed("media_type", &at_place::media_type, "the session's medium");
inline constexpr auto direction = placed("direction", &at_place::direction, "the session's direction");
inline constexpr auto queue_id =
    placed("queue_id", &at_place::queue_id, "queue of the session: that of its first segment with one");

}  // namespace carried

// A table's columns are those of its key, those it carries, and those of its type.

template <>
struct TableOf<ConversationDetail> {
  static constexpr TableId id = TableId::conversation;
  static constexpr std::string_view name = "conversation";
  static constexpr std::string_view about = "a conversation, as its latest readings show it";
  static constexpr std::tuple keys{key::conversation};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<ParticipantDetail> {
  static constexpr TableId id = TableId::participant;
  static constexpr std::string_view name = "participant";
  static constexpr std::string_view about =
      "a person or a part of the system in a conversation; in no order of time";
  static constexpr std::tuple keys{key::conversation, key::participant};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<NamedText> {
  static constexpr TableId id = TableId::participant_attribute;
  static constexpr std::string_view name = "participant_attribute";
  static constexpr std::string_view about =
      "an attribute of a participant, told by its id: `participant_index` is that of the reading it comes "
      "from, "
      "which only jobs have";
  static constexpr std::tuple keys{key::conversation, key::participant,
                                   key::part("attribute_index", "which attribute of it, from 0")};
  static constexpr std::tuple carries{carried::participant_id};
};

template <>
struct TableOf<Session> {
  static constexpr TableId id = TableId::session;
  static constexpr std::string_view name = "session";
  static constexpr std::string_view about = "a participant's use of one medium";
  static constexpr std::tuple keys{key::conversation, key::participant, key::session};
  static constexpr std::tuple carries{carried::participant_id, carried::purpose, carried::user_id,
                                      carried::queue_id};
};

template <>
struct TableOf<Segment> {
  static constexpr TableId id = TableId::segment;
  static constexpr std::string_view name = "segment";
  static constexpr std::string_view about =
      "a stretch of a session: alerting, interacting, on hold, wrapping up; not always in order of time";
  static constexpr std::tuple keys{key::conversation, key::participant, key::session,
                                   key::part("segment_index", "which segment of it, from 0")};
  static constexpr std::tuple carries{carried::purpose, carried::user_id, carried::media_type,
                                      carried::direction};
};

template <>
struct TableOf<SessionMetric> {
  static constexpr TableId id = TableId::session_metric;
  static constexpr std::string_view name = "session_metric";
  static constexpr std::string_view about = "a measurement of a session; two equal ones are two rows";
  static constexpr std::tuple keys{key::conversation, key::participant, key::session,
                                   key::part("metric_index", "which metric of it, from 0")};
  static constexpr std::tuple carries{carried::purpose, carried::user_id, carried::media_type,
                                      carried::queue_id};
};

template <>
struct TableOf<MediaEndpointStat> {
  static constexpr TableId id = TableId::media_endpoint_stat;
  static constexpr std::string_view name = "media_endpoint_stat";
  static constexpr std::string_view about = "quality of the media at one end of a session";
  static constexpr std::tuple keys{key::conversation, key::participant, key::session,
                                   key::part("stat_index", "which measurement of it, from 0")};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<Flow> {
  static constexpr TableId id = TableId::flow;
  static constexpr std::string_view name = "flow";
  static constexpr std::string_view about = "what a flow did with a session; at most one for each";
  static constexpr std::tuple keys{key::conversation, key::participant, key::session};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<FlowOutcome> {
  static constexpr TableId id = TableId::flow_outcome;
  static constexpr std::string_view name = "flow_outcome";
  static constexpr std::string_view about = "an outcome of a session's flow";
  static constexpr std::tuple keys{key::conversation, key::participant, key::session,
                                   key::part("outcome_index", "which outcome of it, from 0")};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<Evaluation> {
  static constexpr TableId id = TableId::evaluation;
  static constexpr std::string_view name = "evaluation";
  static constexpr std::string_view about = "an evaluation of how an agent did";
  static constexpr std::tuple keys{key::conversation,
                                   key::part("evaluation_index", "which evaluation, from 0")};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<Survey> {
  static constexpr TableId id = TableId::survey;
  static constexpr std::string_view name = "survey";
  static constexpr std::string_view about = "a survey sent to a customer";
  static constexpr std::tuple keys{key::conversation, key::part("survey_index", "which survey, from 0")};
  static constexpr std::tuple carries{};
};

template <>
struct TableOf<Resolution> {
  static constexpr TableId id = TableId::resolution;
  static constexpr std::string_view name = "resolution";
  static constexpr std::string_view about = "whether a contact spared the next one";
  static constexpr std::tuple keys{key::conversation,
                                   key::part("resolution_index", "which resolution, from 0")};
  static constexpr std::tuple carries{};
};

}  // namespace nowthen::warehouse

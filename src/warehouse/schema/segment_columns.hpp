#pragma once
#include <nowthen/model/segment.hpp>

#include "warehouse/schema/columns.hpp"

namespace nowthen::warehouse {

template <>
struct Columns<ScoredAgent> {
  static constexpr std::tuple list{
      member("agent_score", &ScoredAgent::agent_score, "score of predictive routing", "0 to 100"),
      member("scored_agent_id", &ScoredAgent::scored_agent_id, "user"), extra(&ScoredAgent::extra)};
};

template <>
struct Columns<SegmentProperty> {
  static constexpr std::tuple list{
      member("property", &SegmentProperty::property, "name"),
      member("property_type", &SegmentProperty::property_type, "what the value is, such as `bool`"),
      member("value", &SegmentProperty::value, "value, as text"), extra(&SegmentProperty::extra)};
};

/// Nothing while the segment lasts.
inline std::optional<std::int64_t> segment_duration(const Segment& segment) noexcept {
  if (!segment.segment_start || !segment.segment_end) return std::nullopt;
  return (*segment.segment_end - *segment.segment_start).count();
}

template <>
struct Columns<Segment> {
  static constexpr std::tuple list{
      member("segment_type", &Segment::segment_type, "`alert`, `interact`, `hold`, `wrapup`, ..."),
      member("segment_start", &Segment::segment_start,
             "begin; may precede the conversation's by milliseconds"),
      member("segment_end", &Segment::segment_end, "end; NULL while it lasts"),
      derived("duration_ms", &segment_duration, "from begin to end; NULL while it lasts", "ms"),
      member("queue_id", &Segment::queue_id, "queue"),
      member("disconnect_type", &Segment::disconnect_type,
             "what ended it: `client`, `peer`, `transfer`, ..."),
      member("wrap_up_code", &Segment::wrap_up_code, "id of the wrap-up code; not always a UUID"),
      member("wrap_up_note", &Segment::wrap_up_note, "the agent's note; may be empty text"),
      member("wrap_up_tags", &Segment::wrap_up_tags, "tags of the wrap-up"),
      member("error_code", &Segment::error_code, "error that ended it"),
      member("conference", &Segment::conference, "whether it was part of a conference"),
      member("audio_muted", &Segment::audio_muted, "whether sound was muted"),
      member("video_muted", &Segment::video_muted, "whether the picture was muted"),
      member("group_id", &Segment::group_id, "group"),
      member("subject", &Segment::subject, "subject of an e-mail"),
      member("requested_language_id", &Segment::requested_language_id, "language that routing looked for"),
      member("requested_routing_skill_ids", &Segment::requested_routing_skill_ids,
             "skills that routing looked for"),
      member("requested_routing_user_ids", &Segment::requested_routing_user_ids,
             "users that routing looked for"),
      member("sip_response_codes", &Segment::sip_response_codes, "response codes of SIP"),
      member("q850_response_codes", &Segment::q850_response_codes, "cause codes of Q.850"),
      member("source_conversation_id", &Segment::source_conversation_id, "conversation it came from"),
      member("source_session_id", &Segment::source_session_id, "session it came from"),
      member("destination_conversation_id", &Segment::destination_conversation_id, "conversation it went to"),
      member("destination_session_id", &Segment::destination_session_id, "session it went to"),
      member("scored_agents", &Segment::scored_agents, "list of `{agent_score, scored_agent_id}`"),
      member("properties", &Segment::properties, "list of `{property, property_type, value}`"),
      extra(&Segment::extra)};
};

}  // namespace nowthen::warehouse

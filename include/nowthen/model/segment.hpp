#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// An agent with a score from predictive routing.
struct ScoredAgent {
  std::optional<std::int64_t> agent_score;  ///< 0 to 100.
  std::string scored_agent_id;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ScoredAgent&) const = default;
};

/// A property set on a segment.
struct SegmentProperty {
  std::string property;
  std::string property_type;
  std::string value;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const SegmentProperty&) const = default;
};

/// A stretch of a session: alerting, interacting, on hold, wrapping up.
struct Segment {
  std::optional<bool> audio_muted;
  std::optional<bool> conference;
  std::string destination_conversation_id;
  std::string destination_session_id;
  std::string disconnect_type;
  std::string error_code;
  std::string group_id;
  std::vector<std::int64_t> q850_response_codes;
  QueueId queue_id;
  std::string requested_language_id;
  std::vector<std::string> requested_routing_skill_ids;
  std::vector<std::string> requested_routing_user_ids;
  std::optional<Instant> segment_end;    ///< Empty while it lasts. Not in order; may equal the start.
  std::optional<Instant> segment_start;  ///< May precede the conversation's start by milliseconds.
  std::string segment_type;
  std::vector<std::int64_t> sip_response_codes;
  std::string source_conversation_id;
  std::string source_session_id;
  std::string subject;
  std::optional<bool> video_muted;
  std::string wrap_up_code;
  std::optional<std::string> wrap_up_note;  ///< May be empty text.
  std::vector<std::string> wrap_up_tags;
  std::vector<ScoredAgent> scored_agents;
  std::vector<SegmentProperty> properties;
  std::string extra;  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const Segment&) const = default;
};

}  // namespace nowthen

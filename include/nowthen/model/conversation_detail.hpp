#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/evaluation.hpp>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/session.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nowthen {

/// A person or a part of the system in a conversation. Participants are in no order of time.
struct ParticipantDetail {
  std::string external_contact_id;
  std::string external_organization_id;
  std::string flagged_reason;
  ParticipantId participant_id;
  std::string participant_name;
  std::string purpose;  ///< `customer`, `agent`, `acd`, `ivr`, `outbound`, ...
  std::optional<bool> screen_recording;
  std::string team_id;
  UserId user_id;
  std::vector<Session> sessions;
  std::vector<NamedText> attributes;  ///< Only where a job read the record. Values may be JSON text.
  std::string extra;                  ///< What the fields above cannot hold, see `ConversationDetail`.
  bool operator==(const ParticipantDetail&) const = default;
};

/// One conversation with all its parts, as the platform's analytics describe it.
///
/// Members are named as the API names its fields, in snake case; enumerations stay text, so that values it
/// adds later are kept. What a record leaves out is empty here.
///
/// `extra`, here and in each part, is a JSON object of what the other members cannot hold: fields that this
/// version does not know, and known ones that came as null, as empty text or as an empty list. Empty text:
/// none. Source: AnalyticsConversation in the API's description; docs/guide/platform-client.md.
struct ConversationDetail {
  std::vector<std::string> access_attributes;
  std::string associated_conversation_id;
  std::optional<Instant> conference_start;
  std::vector<std::string> consultation_conversation_ids;
  std::optional<Instant>
      conversation_end;  ///< Empty while it goes on, even when all its segments have ended.
  ConversationId conversation_id;
  std::string conversation_initiator;
  std::optional<Instant> conversation_start;
  std::optional<bool> customer_participation;
  std::vector<DivisionId> division_ids;
  std::string external_tag;
  std::optional<Instant> inactivity_timeout;
  std::vector<std::string> knowledge_base_ids;
  std::optional<double> media_stats_min_conversation_mos;  ///< 1 to 5.
  std::optional<double> media_stats_min_conversation_r_factor;
  std::string originating_direction;  ///< `inbound` or `outbound`.
  std::optional<bool> originating_social_media_public;
  std::optional<bool> self_served;
  std::vector<Evaluation> evaluations;
  std::vector<Survey> surveys;
  std::vector<Resolution> resolutions;
  std::vector<ParticipantDetail> participants;
  std::string extra;
  bool operator==(const ConversationDetail&) const = default;
};

}  // namespace nowthen

#pragma once
#include <nowthen/model/conversation_detail.hpp>

#include "warehouse/schema/columns.hpp"

namespace nowthen::warehouse {

template <>
struct Columns<NamedText> {
  static constexpr std::tuple list{
      kept_text("name", &NamedText::name, "the attribute's name; may contain spaces"),
      kept_text("value", &NamedText::value, "its value; may be empty, or JSON")};
};

template <>
struct Columns<ParticipantDetail> {
  static constexpr std::tuple list{
      member("participant_id", &ParticipantDetail::participant_id, "the participant's id"),
      member("participant_name", &ParticipantDetail::participant_name, "the participant's name"),
      member("purpose", &ParticipantDetail::purpose, "`customer`, `agent`, `acd`, `ivr`, `outbound`, ..."),
      member("user_id", &ParticipantDetail::user_id, "user, where it is one"),
      member("team_id", &ParticipantDetail::team_id, "the user's team"),
      member("external_contact_id", &ParticipantDetail::external_contact_id, "contact, where it is known"),
      member("external_organization_id", &ParticipantDetail::external_organization_id,
             "the contact's organisation"),
      member("flagged_reason", &ParticipantDetail::flagged_reason, "why it was flagged"),
      member("screen_recording", &ParticipantDetail::screen_recording, "whether the screen was recorded"),
      extra(&ParticipantDetail::extra),
      rows("attributes", &ParticipantDetail::attributes),
      rows("sessions", &ParticipantDetail::sessions)};
};

/// Nothing while the conversation goes on.
inline std::optional<std::int64_t> conversation_duration(const ConversationDetail& detail) noexcept {
  if (!detail.conversation_start || !detail.conversation_end) return std::nullopt;
  return (*detail.conversation_end - *detail.conversation_start).count();
}

/// Old records have none; what took how long is then only in their segments.
inline std::optional<bool> has_metrics(const ConversationDetail& detail) noexcept {
  for (const ParticipantDetail& participant : detail.participants)
    for (const Session& session : participant.sessions)
      if (!session.metrics.empty()) return true;
  return false;
}

template <>
struct Columns<ConversationDetail> {
  static constexpr std::tuple list{
      in_key("conversation_id", &ConversationDetail::conversation_id),
      member("conversation_start", &ConversationDetail::conversation_start, "begin"),
      member("conversation_end", &ConversationDetail::conversation_end,
             "end; NULL while it goes on, even when all its segments have ended"),
      derived("duration_ms", &conversation_duration, "from begin to end; NULL while it goes on", "ms"),
      member("originating_direction", &ConversationDetail::originating_direction, "`inbound` or `outbound`"),
      member("conversation_initiator", &ConversationDetail::conversation_initiator,
             "purpose of who began; can be `agent` where the customer called"),
      member("customer_participation", &ConversationDetail::customer_participation,
             "whether a customer took part"),
      member("division_ids", &ConversationDetail::division_ids, "divisions"),
      member("access_attributes", &ConversationDetail::access_attributes, "attributes that restrict access"),
      member("associated_conversation_id", &ConversationDetail::associated_conversation_id,
             "conversation it belongs to"),
      member("conference_start", &ConversationDetail::conference_start, "begin of its conference"),
      member("consultation_conversation_ids", &ConversationDetail::consultation_conversation_ids,
             "conversations that agents had about it"),
      member("external_tag", &ConversationDetail::external_tag, "tag set from outside"),
      member("inactivity_timeout", &ConversationDetail::inactivity_timeout, "when silence ends it"),
      member("knowledge_base_ids", &ConversationDetail::knowledge_base_ids, "knowledge bases in use"),
      member("media_stats_min_conversation_mos", &ConversationDetail::media_stats_min_conversation_mos,
             "lowest mean opinion score", "1 to 5"),
      member("media_stats_min_conversation_r_factor",
             &ConversationDetail::media_stats_min_conversation_r_factor, "lowest R-factor", "0 to 100"),
      member("originating_social_media_public", &ConversationDetail::originating_social_media_public,
             "whether it began in public"),
      member("self_served", &ConversationDetail::self_served, "whether the customer needed no agent"),
      derived("has_metrics", &has_metrics, "whether any session has metrics; old records have none"),
      extra(&ConversationDetail::extra),
      rows("evaluations", &ConversationDetail::evaluations),
      rows("surveys", &ConversationDetail::surveys),
      rows("resolutions", &ConversationDetail::resolutions),
      rows("participants", &ConversationDetail::participants)};
};

template <>
struct Columns<RecordMeta> {
  static constexpr std::tuple list{
      member("as_of", &RecordMeta::as_of, "instant at which the reading that won was true"),
      member("surface", &RecordMeta::surface,
             "where that came from: `sync`, `job`, `by_id`, `live`, `import`"),
      member("attributes_as_of", &RecordMeta::attributes_as_of, "the same of the participants' attributes"),
      member("first_seen_at", &RecordMeta::first_seen_at, "earliest reading of any kind"),
      member("seen_live_at", &RecordMeta::seen_live_at, "latest live event"),
      member("seen_sync_at", &RecordMeta::seen_sync_at, "latest reading by the details query"),
      member("seen_job_at", &RecordMeta::seen_job_at, "latest reading by a job"),
      member("seen_by_id_at", &RecordMeta::seen_by_id_at, "latest reading by its id"),
      member("seen_import_at", &RecordMeta::seen_import_at, "latest reading from a file"),
      member("settled_at", &RecordMeta::settled_at, "since when its window counts as settled"),
      member("revision", &RecordMeta::revision, "how often its content was new", "from 1"),
      member("content_hash", &RecordMeta::content_hash,
             "hash of what it says, attributes left out; hexadecimal"),
      member("attributes_hash", &RecordMeta::attributes_hash,
             "hash of the participants' attributes; NULL while none were read"),
      member("deleted_at", &RecordMeta::deleted_at,
             "since when no surface knows it; its row here is all that is left of it"),
      member("archive_segment", &RecordMeta::archive_segment, "segment of the archive with its bytes"),
      member("archive_offset", &RecordMeta::archive_offset, "begin of their page in the segment", "bytes"),
      member("archive_record", &RecordMeta::archive_record, "which record of that page", "from 0")};
};

}  // namespace nowthen::warehouse

#include "extract/sync/sighting.hpp"

#include <algorithm>

namespace nowthen::extract {
namespace {

bool has_segment(const Session& session, std::string_view type) {
  return std::any_of(session.segments.begin(), session.segments.end(),
                     [type](const Segment& segment) { return segment.segment_type == type; });
}

bool awaits_wrapup(const Session& session) {
  return has_segment(session, "interact") && !has_segment(session, "wrapup") &&
         !session.acw_skipped.value_or(false);
}

bool awaits_wrapup(const ParticipantDetail& participant) {
  if (participant.purpose != "agent" && participant.purpose != "user") return false;
  return std::any_of(participant.sessions.begin(), participant.sessions.end(),
                     [](const Session& session) { return awaits_wrapup(session); });
}

std::string media_of(const ConversationDetail& detail) {
  for (const ParticipantDetail& participant : detail.participants)
    for (const Session& session : participant.sessions)
      if (!session.media_type.empty()) return session.media_type;
  return {};
}

}  // namespace

std::optional<Sighting> sighting_of(const ConversationDetail& detail) {
  if (detail.conversation_id.str().empty() || !detail.conversation_start) return std::nullopt;
  const bool is_over = detail.conversation_end.has_value();
  return Sighting{
      .id = detail.conversation_id.str(),
      .start = *detail.conversation_start,
      .end = detail.conversation_end,
      .awaits_wrapup = is_over && std::any_of(detail.participants.begin(), detail.participants.end(),
                                              [](const auto& each) { return awaits_wrapup(each); }),
      .media = media_of(detail)};
}

}  // namespace nowthen::extract

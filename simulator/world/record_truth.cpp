#include "simulator/world/record_truth.hpp"

#include <algorithm>

namespace nowthen::sim {

RecordTruth record_truth_of(const ConversationTruth& conversation) {
  const VisibilityTruth& visibility = conversation.visibility;
  return {.id = to_text(conversation.id),
          .start = conversation.start,
          .end = conversation.end,
          .media = name_of(conversation.media),
          .shown_at = std::min(visibility.open_at, visibility.visible_at),
          .closed_at = visibility.visible_at,
          .finished_at = visibility.wrapup_visible_at,
          .corrected_at = visibility.corrected_at,
          .deleted_at = visibility.deleted_at};
}

std::string_view revision_name(const RecordTruth& record, Instant at) {
  if (at < record.shown_at || at >= record.deleted_at) return "";
  if (at >= record.corrected_at) return "corrected";
  if (at >= record.finished_at) return "finished";
  return at >= record.closed_at ? "closed" : "open";
}

}  // namespace nowthen::sim

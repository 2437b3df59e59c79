#include "extract/sync/plan_rows.hpp"

#include <fmt/format.h>

namespace nowthen::extract {
namespace {

// {}: which conversations.
constexpr const char* rows_of =
    "WITH wanted AS (SELECT conversation_id, conversation_start, conversation_end, first_seen_at, as_of FROM "
    "conversation WHERE {}), "
    "media AS (SELECT conversation_id, arg_min(media_type, participant_index * 1000 + session_index) AS "
    "media FROM session SEMI JOIN wanted USING (conversation_id) WHERE media_type IS NOT NULL GROUP BY "
    "conversation_id), "
    "worked AS (SELECT conversation_id, participant_index, session_index, bool_or(segment_type = "
    "'interact') AS talked, bool_or(segment_type = 'wrapup') AS wrapped FROM segment SEMI JOIN wanted USING "
    "(conversation_id) GROUP BY ALL), "
    "awaiting AS (SELECT DISTINCT conversation_id FROM worked JOIN participant USING (conversation_id, "
    "participant_index) JOIN session USING (conversation_id, participant_index, session_index) WHERE "
    "talked AND NOT wrapped AND participant.purpose IN ('agent', 'user') AND NOT coalesce(acw_skipped, "
    "false)) "
    "SELECT w.conversation_id, conversation_start, conversation_end, first_seen_at, as_of, media, "
    "a.conversation_id IS NOT NULL FROM wanted w LEFT JOIN media USING (conversation_id) LEFT JOIN awaiting "
    "a USING (conversation_id) ORDER BY conversation_start, w.conversation_id";

}  // namespace

std::string PlanRowQueries::wanted() const {
  return fmt::format(
      "deleted_at IS NULL AND coalesce(seen_sync_at, seen_job_at, seen_by_id_at) IS NOT NULL AND "
      "conversation_start IS NOT NULL AND (conversation_start >= TIMESTAMPTZ '{0}' OR conversation_end IS "
      "NULL OR conversation_end >= TIMESTAMPTZ '{0}')",
      format_instant(from_));
}

std::string PlanRowQueries::counts() const {
  return fmt::format(
      "SELECT CAST(epoch_ms(conversation_start) // 86400000 AS BIGINT) AS day, count(*) FROM conversation "
      "WHERE {} GROUP BY ALL ORDER BY 1",
      wanted());
}

void PlanRowQueries::take(std::int64_t day, std::int64_t count) {
  if (begins_.empty() || in_last_ + count > most_) {
    begins_.push_back(day);
    in_last_ = 0;
  }
  in_last_ += count;
}

std::vector<std::string> PlanRowQueries::rows() const {
  std::vector<std::string> queries;
  const auto midnight = [](std::int64_t day) { return format_instant(Instant(std::chrono::days(day))); };
  for (std::size_t i = 0; i < begins_.size(); ++i) {
    std::string of_slice = wanted();
    if (i > 0) of_slice += fmt::format(" AND conversation_start >= TIMESTAMPTZ '{}'", midnight(begins_[i]));
    if (i + 1 < begins_.size())
      of_slice += fmt::format(" AND conversation_start < TIMESTAMPTZ '{}'", midnight(begins_[i + 1]));
    queries.push_back(fmt::format(fmt::runtime(rows_of), of_slice));
  }
  return queries;
}

}  // namespace nowthen::extract

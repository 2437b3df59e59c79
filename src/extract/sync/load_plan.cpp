#include "extract/sync/load_plan.hpp"

#include <fmt/format.h>

#include "extract/sync/plan_rows.hpp"
#include "warehouse/duckdb/each_row.hpp"

namespace nowthen::extract {

using warehouse::Connection;
using warehouse::each_row;
using warehouse::Outcome;

Outcome<std::optional<std::string>> kept_plan_text(Connection& connection) {
  return connection.value<std::string>(plan_text_query);
}

std::string plan_rows_query(Instant from) {
  return fmt::format(
      "WITH wanted AS (SELECT conversation_id, conversation_start, conversation_end, first_seen_at, as_of "
      "FROM "
      "conversation WHERE deleted_at IS NULL AND coalesce(seen_sync_at, seen_job_at, seen_by_id_at) IS NOT "
      "NULL AND conversation_start IS NOT NULL AND (conversation_start >= "
      "TIMESTAMPTZ '{0}' OR conversation_end IS NULL OR conversation_end >= TIMESTAMPTZ '{0}')), "
      "media AS (SELECT conversation_id, arg_min(media_type, participant_index * 1000 + session_index) AS "
      "media FROM session SEMI JOIN wanted USING (conversation_id) WHERE media_type IS NOT NULL GROUP BY "
      "conversation_id), "
      "worked AS (SELECT conversation_id, participant_index, session_index, bool_or(segment_type = "
      "'interact') "
      "AS talked, bool_or(segment_type = 'wrapup') AS wrapped FROM segment SEMI JOIN wanted USING "
      "(conversation_id) GROUP BY ALL), "
      "awaiting AS (SELECT DISTINCT conversation_id FROM worked JOIN participant USING (conversation_id, "
      "participant_index) JOIN session USING (conversation_id, participant_index, session_index) WHERE "
      "talked "
      "AND NOT wrapped AND participant.purpose IN ('agent', 'user') AND NOT coalesce(acw_skipped, false)) "
      "SELECT w.conversation_id, conversation_start, conversation_end, first_seen_at, as_of, media, "
      "a.conversation_id IS NOT NULL FROM wanted w LEFT JOIN media USING (conversation_id) LEFT JOIN "
      "awaiting "
      "a USING (conversation_id) ORDER BY conversation_start, w.conversation_id",
      format_instant(from));
}

Outcome<void> load_plan(Connection& connection, Planner& planner) {
  auto loaded =
      each_row(connection, plan_windows_query, [&](const auto& row) { restore_window(row, planner); });
  if (!loaded) return loaded;
  loaded = each_row(connection, plan_rows_query(planner.jobs().first_unsettled()),
                    [&](const auto& row) { restore_row(row, planner); });
  if (!loaded) return loaded;
  auto plan = kept_plan_text(connection);
  if (!plan) return plan.error();
  if (*plan) restore_plan(**plan, planner);
  planner.look_at_swept();
  return boost::system::in_place_value;
}

}  // namespace nowthen::extract

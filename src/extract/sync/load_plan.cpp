#include "extract/sync/load_plan.hpp"

#include "extract/ledger_entry.hpp"
#include "extract/sync/plan_text.hpp"
#include "warehouse/duckdb/rows.hpp"

namespace nowthen::extract {
namespace {

using warehouse::Connection;
using warehouse::Outcome;

Outcome<void> load_windows(Connection& connection, Planner& planner) {
  auto rows = connection.query(
      "SELECT window_begin, state, state_since, readings, last_read_at FROM ledger_window WHERE surface = 'job' ORDER "
      "BY window_begin");
  if (!rows) return rows.error();
  for (;;) {
    auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return boost::system::in_place_value;
    const auto begin = rows->get<Instant>(0);
    const auto state = window_state_named(rows->get<std::string>(1).value_or(""));
    if (!begin || !state) continue;
    planner.jobs().restore(day_of(*begin), {.state = *state,
                                            .state_since = rows->get<Instant>(2).value_or(Instant{}),
                                            .available_until = rows->get<Instant>(4).value_or(Instant{}),
                                            .readings = static_cast<int>(rows->get<std::int64_t>(3).value_or(0))});
  }
}

Outcome<void> load_rows(Connection& connection, Planner& planner) {
  const Instant from = planner.jobs().first_unsettled();
  auto rows = connection.query(
      "WITH wanted AS (SELECT conversation_id, conversation_start, conversation_end, first_seen_at, as_of FROM "
      "conversation WHERE deleted_at IS NULL AND conversation_start IS NOT NULL AND (conversation_start >= ? OR "
      "conversation_end IS NULL)), "
      "media AS (SELECT conversation_id, arg_min(media_type, participant_index * 1000 + session_index) AS media FROM "
      "session SEMI JOIN wanted USING (conversation_id) WHERE media_type IS NOT NULL GROUP BY conversation_id), "
      "worked AS (SELECT conversation_id, participant_index, session_index, bool_or(segment_type = 'interact') AS "
      "talked, bool_or(segment_type = 'wrapup') AS wrapped FROM segment SEMI JOIN wanted USING (conversation_id) GROUP "
      "BY ALL), "
      "awaiting AS (SELECT DISTINCT conversation_id FROM worked JOIN participant USING (conversation_id, "
      "participant_index) JOIN session USING (conversation_id, participant_index, session_index) WHERE talked AND NOT "
      "wrapped AND participant.purpose IN ('agent', 'user') AND NOT coalesce(acw_skipped, false)) "
      "SELECT w.conversation_id, conversation_start, conversation_end, first_seen_at, as_of, media, "
      "a.conversation_id IS NOT NULL FROM wanted w LEFT JOIN media USING (conversation_id) LEFT JOIN awaiting a USING "
      "(conversation_id) ORDER BY conversation_start, w.conversation_id",
      {from});
  if (!rows) return rows.error();
  for (;;) {
    auto more = rows->next();
    if (!more) return more.error();
    if (!*more) return boost::system::in_place_value;
    const auto end = rows->get<Instant>(2);
    const Instant read_at = rows->get<Instant>(4).value_or(Instant{});
    planner.known().restore({.seen = {.id = rows->get<std::string>(0).value_or(""),
                                      .start = rows->get<Instant>(1).value_or(Instant{}),
                                      .end = end,
                                      .awaits_wrapup = end && rows->get<bool>(6).value_or(false),
                                      .media = rows->get<std::string>(5).value_or("")},
                             .first_seen = rows->get<Instant>(3).value_or(read_at),
                             .read_at = read_at,
                             .looked_at = read_at});
  }
}

Outcome<std::optional<std::string>> plan_text(Connection& connection) {
  return connection.value<std::string>("SELECT value FROM meta WHERE name = ?", {plan_fact});
}

}  // namespace

Outcome<void> load_plan(Connection& connection, Planner& planner) {
  if (auto loaded = load_windows(connection, planner); !loaded) return loaded;
  if (auto loaded = load_rows(connection, planner); !loaded) return loaded;
  auto plan = plan_text(connection);
  if (!plan) return plan.error();
  if (*plan) restore_plan(**plan, planner);
  return boost::system::in_place_value;
}

Outcome<std::optional<UtcDay>> first_synced_day(Connection& connection) {
  auto plan = plan_text(connection);
  if (!plan) return plan.error();
  return *plan ? first_day_in(**plan) : std::nullopt;
}

}  // namespace nowthen::extract

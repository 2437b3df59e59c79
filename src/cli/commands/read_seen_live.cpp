#include "cli/commands/read_seen_live.hpp"

#include <fmt/format.h>

#include "access/each_row.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;

/// What was seen of conversations, and what history has of the same. A wrap-up counts on neither side: it may
/// come hours later.
std::string question(Instant from, Instant until) {
  return fmt::format(
      "WITH live AS (SELECT conversation_id, min(began_at) AS began, max(ended_at) FILTER (state <> "
      "'wrapping') "
      "AS ended, bool_and(ended_at IS NOT NULL AND coalesce(is_over, true)) AS is_over, "
      "max(coalesce(ended_at, began_at)) AS last, "
      "string_agg(DISTINCT concat_ws('/', coalesce(queue_id, ''), coalesce(user_id, ''), media_type), ' ' "
      "ORDER "
      "BY concat_ws('/', coalesce(queue_id, ''), coalesce(user_id, ''), media_type)) FILTER (state IN "
      "('waiting', "
      "'interacting', 'holding')) AS parts FROM live_leg GROUP BY conversation_id), due AS (SELECT * FROM "
      "live "
      "WHERE is_over AND ended >= TIMESTAMPTZ '{0}' AND last < TIMESTAMPTZ '{1}' AND parts IS NOT NULL), "
      "stretch "
      "AS (SELECT g.conversation_id, coalesce(g.queue_id, s.queue_id, '') AS queue_id, CASE WHEN g.purpose = "
      "'acd' THEN '' ELSE coalesce(g.user_id, '') END AS user_id, s.media_type, g.segment_start, "
      "g.segment_end "
      "FROM segment g JOIN due USING (conversation_id) JOIN session s USING (conversation_id, "
      "participant_index, "
      "session_index) WHERE (g.purpose = 'acd' OR (g.purpose IN ('agent', 'user') AND g.segment_type IN "
      "('interact', 'hold', 'barging', 'coaching', 'monitoring', 'parked'))) AND g.segment_end IS DISTINCT "
      "FROM "
      "g.segment_start), history AS (SELECT conversation_id, max(segment_end) AS ended, string_agg(DISTINCT "
      "concat_ws('/', queue_id, user_id, media_type), ' ' ORDER BY concat_ws('/', queue_id, user_id, "
      "media_type)) "
      "AS parts FROM stretch GROUP BY conversation_id), shown AS (SELECT conversation_id, min(as_of) AS at "
      "FROM "
      "reading WHERE conversation_end IS NOT NULL GROUP BY conversation_id) SELECT due.conversation_id, "
      "due.began, "
      "due.ended, due.parts, c.conversation_id IS NOT NULL, c.deleted_at IS NOT NULL, c.conversation_end IS "
      "NOT "
      "NULL, coalesce(h.parts, ''), h.ended, shown.at, EXISTS (SELECT 1 FROM live_gap g WHERE g.began_at <= "
      "due.last AND coalesce(g.ended_at, due.last) >= due.began) FROM due LEFT JOIN conversation c USING "
      "(conversation_id) LEFT JOIN history h USING (conversation_id) LEFT JOIN shown USING (conversation_id) "
      "ORDER "
      "BY 1",
      format_instant(from), format_instant(until));
}

}  // namespace

Result<std::vector<SeenLive>> read_seen_live(access::Tables& tables, Instant from, Instant until,
                                             const std::stop_token& stop) {
  std::vector<SeenLive> all;
  auto read = access::each_row(tables, question(from, until), stop, [&](const Answer& row) {
    all.push_back({.id = row.get<std::string>(0).value_or(""),
                   .began = row.get<Instant>(1).value_or(Instant{}),
                   .ended = row.get<Instant>(2).value_or(Instant{}),
                   .overlaps_gap = row.get<bool>(10).value_or(false),
                   .live_parts = row.get<std::string>(3).value_or(""),
                   .is_in_history = row.get<bool>(4).value_or(false),
                   .is_deleted = row.get<bool>(5).value_or(false),
                   .has_end = row.get<bool>(6).value_or(false),
                   .history_parts = row.get<std::string>(7).value_or(""),
                   .history_ended = row.get<Instant>(8),
                   .appeared = row.get<Instant>(9)});
  });
  if (!read) return read.error();
  return all;
}

}  // namespace nowthen::cli

#include "warehouse/schema/views.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

namespace nowthen::warehouse {
namespace {

using enum ColumnType;

// Talk, hold and wrap-up are told by complete metrics, else by those of each stretch, and in old records that
// have no metrics by segments. Names are those that were valid when the leg or the conversation began.

constexpr std::string_view agent_legs_sql = R"sql(SELECT
  leg.conversation_id,
  leg.participant_index,
  leg.session_index,
  leg.session_id,
  leg.purpose,
  leg.user_id,
  user.name AS user_name,
  leg.queue_id,
  queue.name AS queue_name,
  leg.media_type,
  leg.direction,
  leg.leg_begin,
  leg.leg_end,
  leg.alert_ms,
  leg.not_responding_ms,
  leg.wait_ms,
  leg.talk_ms,
  leg.hold_ms,
  leg.acw_ms,
  leg.handle_ms,
  leg.transfers,
  leg.disconnect_type,
  leg.wrap_up_code,
  wrapup_code.name AS wrap_up_name,
  leg.wrap_up_note
FROM (
  SELECT
    session.conversation_id,
    session.participant_index,
    session.session_index,
    session.session_id,
    session.purpose,
    session.user_id,
    session.queue_id,
    session.media_type,
    session.direction,
    stretch.leg_begin,
    stretch.leg_end,
    coalesce(stretch.leg_begin, conversation.conversation_start, TIMESTAMPTZ 'infinity') AS named_at,
    metric.alert_ms,
    metric.not_responding_ms,
    metric.wait_ms,
    CASE WHEN conversation.has_metrics THEN metric.talk_ms ELSE stretch.interact_ms END AS talk_ms,
    CASE WHEN conversation.has_metrics THEN metric.hold_ms ELSE stretch.hold_ms END AS hold_ms,
    CASE WHEN conversation.has_metrics THEN metric.acw_ms ELSE stretch.wrapup_ms END AS acw_ms,
    metric.handle_ms,
    metric.transfers,
    stretch.disconnect_type,
    stretch.wrap_up_code,
    stretch.wrap_up_note
  FROM session
  JOIN conversation ON conversation.conversation_id = session.conversation_id
  LEFT JOIN (
    SELECT
      conversation_id,
      participant_index,
      session_index,
      min(segment_start) AS leg_begin,
      CASE WHEN bool_and(segment_end IS NOT NULL) THEN max(segment_end) END AS leg_end,
      CAST(sum(duration_ms) FILTER (segment_type = 'interact') AS BIGINT) AS interact_ms,
      CAST(sum(duration_ms) FILTER (segment_type = 'hold') AS BIGINT) AS hold_ms,
      CAST(sum(duration_ms) FILTER (segment_type = 'wrapup') AS BIGINT) AS wrapup_ms,
      arg_max(disconnect_type, segment_index) FILTER (segment_type IS DISTINCT FROM 'wrapup') AS disconnect_type,
      arg_max(wrap_up_code, segment_index) AS wrap_up_code,
      arg_max(wrap_up_note, segment_index) AS wrap_up_note
    FROM segment
    WHERE purpose IN ('agent', 'user')
    GROUP BY conversation_id, participant_index, session_index
  ) AS stretch
    ON stretch.conversation_id = session.conversation_id
    AND stretch.participant_index = session.participant_index
    AND stretch.session_index = session.session_index
  LEFT JOIN (
    SELECT
      conversation_id,
      participant_index,
      session_index,
      CAST(sum(value) FILTER (name = 'tAlert') AS BIGINT) AS alert_ms,
      CAST(sum(value) FILTER (name = 'tNotResponding') AS BIGINT) AS not_responding_ms,
      CAST(sum(value) FILTER (name = 'tAnswered') AS BIGINT) AS wait_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tTalkComplete'), sum(value) FILTER (name = 'tTalk')) AS BIGINT)
        AS talk_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tHeldComplete'), sum(value) FILTER (name = 'tHeld')) AS BIGINT)
        AS hold_ms,
      CAST(sum(value) FILTER (name = 'tAcw') AS BIGINT) AS acw_ms,
      CAST(sum(value) FILTER (name = 'tHandle') AS BIGINT) AS handle_ms,
      CAST(coalesce(sum(value) FILTER (name = 'nTransferred'), 0) AS BIGINT) AS transfers
    FROM session_metric
    WHERE purpose IN ('agent', 'user')
    GROUP BY conversation_id, participant_index, session_index
  ) AS metric
    ON metric.conversation_id = session.conversation_id
    AND metric.participant_index = session.participant_index
    AND metric.session_index = session.session_index
  WHERE session.purpose IN ('agent', 'user')
    AND session.conversation_id NOT IN (SELECT conversation_id FROM conversation WHERE deleted_at IS NOT NULL)
) AS leg
LEFT JOIN user ON user.user_id = leg.user_id
  AND user.valid_from <= leg.named_at AND (user.valid_to IS NULL OR leg.named_at < user.valid_to)
LEFT JOIN queue ON queue.queue_id = leg.queue_id
  AND queue.valid_from <= leg.named_at AND (queue.valid_to IS NULL OR leg.named_at < queue.valid_to)
LEFT JOIN wrapup_code ON wrapup_code.wrapup_code_id = leg.wrap_up_code
  AND wrapup_code.valid_from <= leg.named_at
  AND (wrapup_code.valid_to IS NULL OR leg.named_at < wrapup_code.valid_to))sql";

constexpr std::array agent_legs_columns{
    Column{"conversation_id", text, "the conversation's id", {}},
    Column{"participant_index", bigint, "which participant, from 0", {}},
    Column{"session_index", bigint, "which session of it, from 0", {}},
    Column{"session_id", text, "the session's id", {}},
    Column{"purpose", text, "`agent` or `user`", {}},
    Column{"user_id", text, "the agent", {}},
    Column{"user_name", text, "the agent's name then", {}},
    Column{"queue_id", text, "queue", {}},
    Column{"queue_name", text, "the queue's name then", {}},
    Column{"media_type", text, "medium", {}},
    Column{"direction", text, "`inbound` or `outbound`", {}},
    Column{"leg_begin", timestamp, "earliest begin of its segments", {}},
    Column{"leg_end", timestamp, "latest end of its segments; NULL while one lasts", {}},
    Column{"alert_ms", bigint, "rang until answered (`tAlert`)", "ms"},
    Column{"not_responding_ms", bigint, "rang and was not answered (`tNotResponding`)", "ms"},
    Column{"wait_ms", bigint, "had waited in the queue when it was answered (`tAnswered`)", "ms"},
    Column{"talk_ms", bigint, "talked (`tTalkComplete`)", "ms"},
    Column{"hold_ms", bigint, "held (`tHeldComplete`)", "ms"},
    Column{"acw_ms", bigint, "wrapped up (`tAcw`)", "ms"},
    Column{"handle_ms", bigint, "all of it (`tHandle`); NULL until it is over", "ms"},
    Column{"transfers", bigint, "transfers made (`nTransferred`); NULL where it has no metrics", "transfers"},
    Column{"disconnect_type", text, "what ended it, wrap-up apart", {}},
    Column{"wrap_up_code", text, "id of the last wrap-up code", {}},
    Column{"wrap_up_name", text, "that code's name then", {}},
    Column{"wrap_up_note", text, "the last note", {}},
};

// Parts are joined by the begin as well: so a condition on it reaches them, and only their rows of those
// conversations are summed up. A conversation that does not say when it began shows nothing of its parts.
constexpr std::string_view conversations_sql = R"sql(SELECT
  wide.conversation_id,
  wide.conversation_start,
  wide.conversation_end,
  wide.duration_ms,
  CASE
    WHEN wide.conversation_end IS NULL THEN 'open'
    WHEN wide.handled THEN 'handled'
    WHEN wide.abandons > 0 THEN 'abandoned'
    ELSE 'other'
  END AS outcome,
  wide.handled,
  wide.abandons > 0 AND NOT wide.handled AS abandoned,
  wide.media_type,
  wide.direction,
  wide.first_queue_id,
  queue.name AS first_queue_name,
  wide.first_agent_id,
  user.name AS first_agent_name,
  wide.agents,
  wide.wrap_up_code,
  wrapup_code.name AS wrap_up_name,
  wide.offers,
  wide.transfers,
  wide.wait_ms,
  wide.alert_ms,
  wide.talk_ms,
  wide.hold_ms,
  wide.acw_ms,
  wide.handle_ms,
  wide.ani,
  wide.dnis,
  wide.min_mos,
  wide.division_ids,
  wide.revision,
  wide.as_of
FROM (
  SELECT
    conversation.conversation_id,
    conversation.conversation_start,
    conversation.conversation_end,
    conversation.duration_ms,
    coalesce(metric.answers, 0) > 0 OR coalesce(metric.talk_ms, 0) > 0
      OR (NOT conversation.has_metrics AND coalesce(stretch.talk_ms, 0) > 0) AS handled,
    coalesce(metric.abandons, 0) AS abandons,
    leg.media_type,
    coalesce(conversation.originating_direction, leg.direction) AS direction,
    stretch.first_queue_id,
    stretch.first_agent_id,
    coalesce(stretch.agents, 0) AS agents,
    stretch.wrap_up_code,
    coalesce(metric.offers, 0) AS offers,
    coalesce(metric.transfers, 0) AS transfers,
    metric.wait_ms,
    metric.alert_ms,
    CASE WHEN conversation.has_metrics THEN metric.talk_ms ELSE stretch.talk_ms END AS talk_ms,
    CASE WHEN conversation.has_metrics THEN metric.hold_ms ELSE stretch.hold_ms END AS hold_ms,
    CASE WHEN conversation.has_metrics THEN metric.acw_ms ELSE stretch.acw_ms END AS acw_ms,
    metric.handle_ms,
    leg.ani,
    leg.dnis,
    conversation.media_stats_min_conversation_mos AS min_mos,
    conversation.division_ids,
    conversation.revision,
    conversation.as_of,
    coalesce(conversation.conversation_start, TIMESTAMPTZ 'infinity') AS named_at
  FROM conversation
  LEFT JOIN (
    SELECT
      session.conversation_id,
      held.conversation_start,
      arg_min(media_type, (participant_index, session_index)) AS media_type,
      arg_min(direction, (participant_index, session_index)) AS direction,
      arg_min(ani, (participant_index, session_index)) FILTER (purpose IN ('customer', 'external')) AS ani,
      arg_min(dnis, (participant_index, session_index)) FILTER (purpose IN ('customer', 'external')) AS dnis
    FROM session
    JOIN (SELECT conversation_id, conversation_start FROM conversation) AS held
      ON held.conversation_id = session.conversation_id
    GROUP BY session.conversation_id, held.conversation_start
  ) AS leg ON leg.conversation_id = conversation.conversation_id
    AND leg.conversation_start = conversation.conversation_start
  LEFT JOIN (
    SELECT
      segment.conversation_id,
      held.conversation_start,
      arg_min(queue_id, (segment_start, participant_index, session_index, segment_index))
        FILTER (segment_start IS NOT NULL) AS first_queue_id,
      arg_min(user_id, (segment_start, participant_index, session_index, segment_index))
        FILTER (purpose IN ('agent', 'user') AND segment_type = 'interact' AND segment_start IS NOT NULL)
        AS first_agent_id,
      count(DISTINCT user_id) FILTER (purpose IN ('agent', 'user') AND segment_type = 'interact') AS agents,
      arg_max(wrap_up_code, (segment_start, participant_index, session_index, segment_index))
        FILTER (segment_start IS NOT NULL) AS wrap_up_code,
      CAST(sum(duration_ms) FILTER (purpose IN ('agent', 'user') AND segment_type = 'interact') AS BIGINT)
        AS talk_ms,
      CAST(sum(duration_ms) FILTER (purpose IN ('agent', 'user') AND segment_type = 'hold') AS BIGINT)
        AS hold_ms,
      CAST(sum(duration_ms) FILTER (purpose IN ('agent', 'user') AND segment_type = 'wrapup') AS BIGINT)
        AS acw_ms
    FROM segment
    JOIN (SELECT conversation_id, conversation_start FROM conversation) AS held
      ON held.conversation_id = segment.conversation_id
    GROUP BY segment.conversation_id, held.conversation_start
  ) AS stretch ON stretch.conversation_id = conversation.conversation_id
    AND stretch.conversation_start = conversation.conversation_start
  LEFT JOIN (
    SELECT
      session_metric.conversation_id,
      held.conversation_start,
      count(*) FILTER (name = 'tAnswered') AS answers,
      count(*) FILTER (name = 'tAbandon') AS abandons,
      CAST(sum(value) FILTER (name = 'nOffered') AS BIGINT) AS offers,
      CAST(sum(value) FILTER (name = 'nTransferred') AS BIGINT) AS transfers,
      CAST(sum(value) FILTER (name = 'tAcd') AS BIGINT) AS wait_ms,
      CAST(sum(value) FILTER (name = 'tAlert') AS BIGINT) AS alert_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tTalkComplete'), sum(value) FILTER (name = 'tTalk')) AS BIGINT)
        AS talk_ms,
      CAST(coalesce(sum(value) FILTER (name = 'tHeldComplete'), sum(value) FILTER (name = 'tHeld')) AS BIGINT)
        AS hold_ms,
      CAST(sum(value) FILTER (name = 'tAcw') AS BIGINT) AS acw_ms,
      CAST(sum(value) FILTER (name = 'tHandle') AS BIGINT) AS handle_ms
    FROM session_metric
    JOIN (SELECT conversation_id, conversation_start FROM conversation) AS held
      ON held.conversation_id = session_metric.conversation_id
    GROUP BY session_metric.conversation_id, held.conversation_start
  ) AS metric ON metric.conversation_id = conversation.conversation_id
    AND metric.conversation_start = conversation.conversation_start
  WHERE conversation.deleted_at IS NULL
) AS wide
LEFT JOIN queue ON queue.queue_id = wide.first_queue_id
  AND queue.valid_from <= wide.named_at AND (queue.valid_to IS NULL OR wide.named_at < queue.valid_to)
LEFT JOIN user ON user.user_id = wide.first_agent_id
  AND user.valid_from <= wide.named_at AND (user.valid_to IS NULL OR wide.named_at < user.valid_to)
LEFT JOIN wrapup_code ON wrapup_code.wrapup_code_id = wide.wrap_up_code
  AND wrapup_code.valid_from <= wide.named_at
  AND (wrapup_code.valid_to IS NULL OR wide.named_at < wrapup_code.valid_to))sql";

constexpr std::array conversations_columns{
    Column{"conversation_id", text, "the conversation's id", {}},
    Column{"conversation_start", timestamp, "begin", {}},
    Column{"conversation_end", timestamp, "end; NULL while it goes on", {}},
    Column{"duration_ms", bigint, "from begin to end; NULL while it goes on", "ms"},
    Column{"outcome", text, "`open`, `handled`, `abandoned` or `other`", {}},
    Column{"handled", boolean, "whether somebody answered or talked", {}},
    Column{"abandoned", boolean, "whether it left a queue unanswered (`tAbandon`) and was never handled", {}},
    Column{"media_type", text, "medium of its first session", {}},
    Column{"direction", text, "`inbound` or `outbound`", {}},
    Column{"first_queue_id", text, "queue of its earliest segment with one", {}},
    Column{"first_queue_name", text, "that queue's name then", {}},
    Column{"first_agent_id", text, "who interacted first", {}},
    Column{"first_agent_name", text, "that agent's name then", {}},
    Column{"agents", bigint, "how many agents interacted", "agents"},
    Column{"wrap_up_code", text, "id of the last wrap-up code", {}},
    Column{"wrap_up_name", text, "that code's name then", {}},
    Column{"offers", bigint, "offers to queues (`nOffered`)", "offers"},
    Column{"transfers", bigint, "transfers (`nTransferred`)", "transfers"},
    Column{"wait_ms", bigint, "waited in queues (`tAcd`)", "ms"},
    Column{"alert_ms", bigint, "rang until answered (`tAlert`)", "ms"},
    Column{"talk_ms", bigint, "agents talked (`tTalkComplete`)", "ms"},
    Column{"hold_ms", bigint, "agents held (`tHeldComplete`)", "ms"},
    Column{"acw_ms", bigint, "agents wrapped up (`tAcw`)", "ms"},
    Column{"handle_ms", bigint, "all of the agents' time (`tHandle`)", "ms"},
    Column{"ani", text, "who called, as the customer's first session says", {}},
    Column{"dnis", text, "what was called, as the customer's first session says", {}},
    Column{"min_mos", real, "lowest mean opinion score", "1 to 5"},
    Column{"division_ids", text_list, "divisions", {}},
    Column{"revision", bigint, "how often its content was new", "from 1"},
    Column{"as_of", timestamp, "instant at which this was true", {}},
};

// Metrics count where they were emitted, as the platform's aggregates have it.
constexpr std::string_view queue_intervals_format = R"sql(SELECT
  piece.interval_begin,
  piece.interval_begin + INTERVAL 30 MINUTE AS interval_end,
  piece.queue_id,
  queue.name AS queue_name,
  piece.media_type,
  piece.offered,
  piece.answered,
  piece.abandoned,
  piece.short_abandoned,
  piece.flowed_out,
  piece.answered_in_time,
  CASE WHEN piece.answered + piece.abandoned > 0
    THEN piece.answered_in_time / (piece.answered + piece.abandoned) END AS service_level,
  piece.wait_ms,
  piece.handled,
  piece.talk_ms,
  piece.hold_ms,
  piece.acw_ms,
  piece.handle_ms,
  CASE WHEN piece.handled > 0 THEN piece.handle_ms / piece.handled END AS average_handle_ms
FROM (
  SELECT
    time_bucket(INTERVAL 30 MINUTE, metric.emit_date, current_setting('TimeZone')) AS interval_begin,
    metric.queue_id,
    metric.media_type,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'nOffered'), 0) AS BIGINT) AS offered,
    count(*) FILTER (metric.name = 'tAnswered') AS answered,
    count(*) FILTER (metric.name = 'tAbandon') AS abandoned,
    count(*) FILTER (metric.name = 'tShortAbandon') AS short_abandoned,
    count(*) FILTER (metric.name = 'tFlowOut') AS flowed_out,
    count(*) FILTER (metric.name = 'tAnswered' AND metric.value <= coalesce(queue_target.service_ms, {}))
      AS answered_in_time,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tAcd'), 0) AS BIGINT) AS wait_ms,
    count(*) FILTER (metric.name = 'tHandle') AS handled,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tTalkComplete'), 0) AS BIGINT) AS talk_ms,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tHeldComplete'), 0) AS BIGINT) AS hold_ms,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tAcw'), 0) AS BIGINT) AS acw_ms,
    CAST(coalesce(sum(metric.value) FILTER (metric.name = 'tHandle'), 0) AS BIGINT) AS handle_ms
  FROM session_metric AS metric
  LEFT JOIN queue_target ON queue_target.queue_id = metric.queue_id
    AND queue_target.media_type = metric.media_type
    AND queue_target.valid_from <= metric.emit_date
    AND (queue_target.valid_to IS NULL OR metric.emit_date < queue_target.valid_to)
  WHERE metric.conversation_id NOT IN (SELECT conversation_id FROM conversation WHERE deleted_at IS NOT NULL)
    AND metric.queue_id IS NOT NULL
    AND metric.emit_date IS NOT NULL
    AND metric.name IN ('nOffered', 'tAnswered', 'tAbandon', 'tShortAbandon', 'tFlowOut', 'tAcd', 'tTalkComplete',
                        'tHeldComplete', 'tAcw', 'tHandle')
  GROUP BY ALL
) AS piece
LEFT JOIN queue ON queue.queue_id = piece.queue_id
  AND queue.valid_from <= piece.interval_begin
  AND (queue.valid_to IS NULL OR piece.interval_begin < queue.valid_to))sql";

constexpr std::array queue_intervals_columns{
    Column{"interval_begin", timestamp, "begin of the half hour, in the session's time zone", {}},
    Column{"interval_end", timestamp, "its end, exclusive", {}},
    Column{"queue_id", text, "queue", {}},
    Column{"queue_name", text, "the queue's name then", {}},
    Column{"media_type", text, "medium", {}},
    Column{"offered", bigint, "offers to the queue (`nOffered`)", "offers"},
    Column{"answered", bigint, "answers (`tAnswered`)", "answers"},
    Column{"abandoned", bigint, "left unanswered (`tAbandon`)", "abandons"},
    Column{"short_abandoned", bigint, "of these, so soon that they may not count (`tShortAbandon`)",
           "abandons"},
    Column{"flowed_out", bigint, "left for somewhere else (`tFlowOut`)", "contacts"},
    Column{"answered_in_time", bigint, "answers within `queue_target.service_ms`, 20,000 where there is none",
           "answers"},
    Column{"service_level", real, "`answered_in_time` of `answered` and `abandoned`; NULL where both are 0",
           "0 to 1"},
    Column{"wait_ms", bigint, "waited (`tAcd`)", "ms"},
    Column{"handled", bigint, "agents' legs that ended (`tHandle`)", "legs"},
    Column{"talk_ms", bigint, "agents talked (`tTalkComplete`)", "ms"},
    Column{"hold_ms", bigint, "agents held (`tHeldComplete`)", "ms"},
    Column{"acw_ms", bigint, "agents wrapped up (`tAcw`)", "ms"},
    Column{"handle_ms", bigint, "all of the agents' time (`tHandle`)", "ms"},
    Column{"average_handle_ms", real, "`handle_ms` for each leg; NULL where there is none", "ms"},
};

constexpr std::string_view daily_sql = R"sql(SELECT
  CAST(interval_begin AS DATE) AS day,
  queue_id,
  arg_max(queue_name, interval_begin) AS queue_name,
  media_type,
  CAST(sum(offered) AS BIGINT) AS offered,
  CAST(sum(answered) AS BIGINT) AS answered,
  CAST(sum(abandoned) AS BIGINT) AS abandoned,
  CAST(sum(short_abandoned) AS BIGINT) AS short_abandoned,
  CAST(sum(flowed_out) AS BIGINT) AS flowed_out,
  CAST(sum(answered_in_time) AS BIGINT) AS answered_in_time,
  CASE WHEN sum(answered + abandoned) > 0 THEN sum(answered_in_time) / sum(answered + abandoned) END
    AS service_level,
  CAST(sum(wait_ms) AS BIGINT) AS wait_ms,
  CAST(sum(handled) AS BIGINT) AS handled,
  CAST(sum(talk_ms) AS BIGINT) AS talk_ms,
  CAST(sum(hold_ms) AS BIGINT) AS hold_ms,
  CAST(sum(acw_ms) AS BIGINT) AS acw_ms,
  CAST(sum(handle_ms) AS BIGINT) AS handle_ms,
  CASE WHEN sum(handled) > 0 THEN sum(handle_ms) / sum(handled) END AS average_handle_ms
FROM queue_intervals
GROUP BY CAST(interval_begin AS DATE), queue_id, media_type)sql";

constexpr std::array<Column, 18> daily_columns() {
  std::array<Column, 18> columns;
  columns[0] = {"day", date, "the day, in the session's time zone", {}};
  for (std::size_t from = 2, to = 1; from < queue_intervals_columns.size(); ++from)
    columns.at(to++) = queue_intervals_columns.at(from);
  return columns;
}

constexpr auto daily_column_list = daily_columns();

}  // namespace

std::span<const View> views() {
  static const std::string queue_intervals_sql = fmt::format(queue_intervals_format, default_service_ms);
  static const std::array all{
      View{"conversations",
           "a conversation in one wide row; deleted ones are left out. Conditions on `conversation_start` "
           "make it fast",
           conversations_columns, conversations_sql},
      View{"agent_legs", "an agent's part in a conversation: one session of an agent or user",
           agent_legs_columns, agent_legs_sql},
      View{"queue_intervals", "a queue's half hour for one medium, where there was any",
           queue_intervals_columns, queue_intervals_sql},
      View{"daily", "a queue's day for one medium: the sums of its half hours", daily_column_list,
           daily_sql}};
  return all;
}

}  // namespace nowthen::warehouse

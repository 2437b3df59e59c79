#pragma once
#include <nowthen/core/instant.hpp>
#include <string>

#include "extract/tutorial/tutorial_plan.hpp"

/// What a plan under the tutorial's contract is restored from: questions to the tables, and what each row of
/// their answers says. `Row` is anything with `get<T>(column)`.
namespace nowthen::extract {

/// Days as they were read, for `restore_day`.
inline constexpr const char* tutorial_days_query =
    "SELECT w.window_begin, w.state, w.state_since, w.readings, r.started_at, w.distinct_ids, "
    "w.reported_total, w.set_aside, w.reopened, r.missing_ids, w.last_read_at FROM ledger_window w LEFT JOIN "
    "ledger_reading "
    "r "
    "ON r.surface = w.surface AND r.window_begin = w.window_begin AND r.window_end = w.window_end AND "
    "r.reading_number = w.readings WHERE w.surface = 'sync' ORDER BY 1";

/// Conversations that history has shown, of days from `from` on and those that ended since. For
/// `restore_known`.
std::string tutorial_known_query(Instant from);

/// Conversations that were seen live and that history has not shown. For `restore_outstanding`.
inline constexpr const char* tutorial_outstanding_query =
    "SELECT conversation_id, conversation_start, conversation_end, seen_live_at, "
    "coalesce(contains(CAST(extra AS VARCHAR), '\"state\":\"closed\"'), false) FROM conversation WHERE "
    "deleted_at IS NULL AND seen_live_at IS NOT NULL AND seen_sync_at IS NULL AND conversation_start IS NOT "
    "NULL";

/// Puts a day back; a row without a day or with an unknown state is left out.
template <class Row>
void restore_day(const Row& row, TutorialPlan& plan) {
  const auto begin = row.template get<Instant>(0);
  const auto state = window_state_named(row.template get<std::string>(1).value_or(""));
  if (!begin || !state) return;
  plan.restore_day(day_of(*begin), {.state = *state,
                                    .state_since = row.template get<Instant>(2).value_or(Instant{}),
                                    .readings = row.template get<std::int64_t>(3).value_or(0),
                                    .last_read_at = row.template get<Instant>(4),
                                    .conversations = row.template get<std::int64_t>(5).value_or(0),
                                    .total = row.template get<std::int64_t>(6),
                                    .set_aside = row.template get<std::int64_t>(7).value_or(0),
                                    .reopened = row.template get<std::int64_t>(8).value_or(0),
                                    .missing = row.template get<std::int64_t>(9).value_or(0),
                                    .agreed = true,
                                    .ended_at = row.template get<Instant>(10).value_or(Instant{})});
}

/// Puts a conversation back that history has shown.
template <class Row>
void restore_known(const Row& row, TutorialPlan& plan) {
  plan.restore_known(row.template get<std::string>(0).value_or(""),
                     row.template get<Instant>(1).value_or(Instant{}), row.template get<Instant>(2));
}

/// Puts one back that was seen live. What the latest look at the live listing did not have any more is over.
/// To be called once the plan's text is restored.
template <class Row>
void restore_outstanding(const Row& row, TutorialPlan& plan) {
  OutstandingRow found{.start = row.template get<Instant>(1).value_or(Instant{}),
                       .ended_at = row.template get<Instant>(2),
                       .seen_at = row.template get<Instant>(3).value_or(Instant{})};
  const bool is_over = found.seen_at < plan.live_read_at() || row.template get<bool>(4).value_or(false);
  if (is_over && !found.ended_at) found.ended_at = found.seen_at;
  if (found.ended_at) found.ended_at = std::min(*found.ended_at, found.seen_at);
  plan.restore_outstanding(row.template get<std::string>(0).value_or(""), found);
}

}  // namespace nowthen::extract

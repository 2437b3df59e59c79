#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "extract/ledger_entry.hpp"
#include "extract/plan/planner.hpp"
#include "extract/sync/plan_text.hpp"

/// What a plan is restored from: questions to the tables, and what each row of their answers says. For
/// whoever asks, over a connection or through the process that owns the data: `Row` is anything with
/// `get<T>(column)`.
namespace nowthen::extract {

/// Days as their jobs proved them, for `restore_window`.
inline constexpr const char* plan_windows_query =
    "SELECT window_begin, state, state_since, readings, last_read_at, distinct_ids, set_aside, reopened FROM "
    "ledger_window WHERE surface = 'job' "
    "ORDER BY window_begin";

/// The questions for conversations that may still change: those that began or ended at `from` or later, and
/// those that go on. What is asked of them takes DuckDB one to two kilobytes of memory each (measured:
/// 150,000 need more than 190 MB), so that they are asked about some days at a time. A value.
class PlanRowQueries {
 public:
  /// @param most  conversations of one question, but for a day that has more
  explicit PlanRowQueries(Instant from, std::int64_t most = 100'000) : from_(from), most_(most) {}

  /// How many there are by their day. For `take`.
  std::string counts() const;

  template <class Row>
  void take(const Row& row) {
    take(row.template get<std::int64_t>(0).value_or(0), row.template get<std::int64_t>(1).value_or(0));
  }

  /// Once all counts are taken; rows come in the order of their begin. For `restore_row`.
  std::vector<std::string> rows() const;

 private:
  /// @param day  since 1970
  void take(std::int64_t day, std::int64_t count);
  std::string wanted() const;

  Instant from_;
  std::int64_t most_;
  std::int64_t in_last_ = 0;            ///< Conversations of the last slice.
  std::vector<std::int64_t> begins_{};  ///< Days with which a slice begins; what was before is in the first.
};

/// At most one row: where the plan goes on, for `restore_plan`.
inline constexpr const char* plan_text_query = "SELECT value FROM meta WHERE name = 'sync_plan'";

/// Puts a day back; a row without a day or with an unknown state is left out.
template <class Row>
void restore_window(const Row& row, Planner& planner) {
  const auto begin = row.template get<Instant>(0);
  const auto state = window_state_named(row.template get<std::string>(1).value_or(""));
  if (!begin || !state) return;
  planner.jobs().restore(day_of(*begin), {.state = *state,
                                          .state_since = row.template get<Instant>(2).value_or(Instant{}),
                                          .available_until = row.template get<Instant>(4).value_or(Instant{}),
                                          .readings = row.template get<std::int64_t>(3).value_or(0),
                                          .last_read_at = row.template get<Instant>(4),
                                          .conversations = row.template get<std::int64_t>(5).value_or(0),
                                          .set_aside = row.template get<std::int64_t>(6).value_or(0),
                                          .reopened = row.template get<std::int64_t>(7).value_or(0)});
}

/// Puts a conversation back.
template <class Row>
void restore_row(const Row& row, Planner& planner) {
  const auto end = row.template get<Instant>(2);
  const Instant read_at = row.template get<Instant>(4).value_or(Instant{});
  planner.known().restore({.seen = {.id = row.template get<std::string>(0).value_or(""),
                                    .start = row.template get<Instant>(1).value_or(Instant{}),
                                    .end = end,
                                    .awaits_wrapup = end && row.template get<bool>(6).value_or(false),
                                    .media = row.template get<std::string>(5).value_or("")},
                           .first_seen = row.template get<Instant>(3).value_or(read_at),
                           .read_at = read_at,
                           .looked_at = read_at});
}

}  // namespace nowthen::extract

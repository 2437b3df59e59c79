#include "cli/commands/read_status.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "access/each_row.hpp"
#include "extract/sync/plan_rows.hpp"
#include "extract/tutorial/tutorial_rows.hpp"
#include "extract/tutorial/tutorial_text.hpp"

namespace nowthen::cli {
namespace {

using access::Answer;
using extract::UtcDay;
using std::chrono::milliseconds;

constexpr int most_runs = 5;

std::int64_t count_in(const Answer& row, std::size_t column) {
  return row.get<std::int64_t>(column).value_or(0);
}

/// Asks one thing after another until one fails.
class StatusReading {
 public:
  StatusReading(access::Tables& tables, Instant now, milliseconds due, const std::stop_token& stop)
      : tables_(tables), due_(due), stop_(stop) {
    status_.now = now;
  }

  Result<SyncStatus> read() {
    for (const auto step : {&StatusReading::read_surfaces, &StatusReading::read_plan,
                            &StatusReading::read_days, &StatusReading::read_runs, &StatusReading::read_late,
                            &StatusReading::read_lateness, &StatusReading::read_doubts})
      if (auto done = (this->*step)(); !done) return done.error();
    return std::move(status_);
  }

 private:
  template <class Each>
  Result<void> ask(std::string sql, Each each) {
    return access::each_row(tables_, std::move(sql), stop_, each);
  }

  Result<void> read_surfaces() {
    return ask("SELECT surface, max(as_of), count(*) FROM reading GROUP BY surface ORDER BY surface",
               [this](const Answer& row) {
                 status_.surfaces.push_back({.surface = row.get<std::string>(0).value_or(""),
                                             .as_of = row.get<Instant>(1).value_or(Instant{}),
                                             .records = count_in(row, 2)});
               });
  }

  /// The plan as the next sync would find it.
  Result<void> read_plan() {
    std::string text;
    auto done = ask(extract::plan_text_query,
                    [&](const Answer& row) { text = row.get<std::string>(0).value_or(""); });
    if (!done) return done;
    status_.first_day = extract::first_day_in(text);
    if (!status_.first_day) return {};
    if (extract::is_tutorial_plan(text)) return read_tutorial_plan(text);
    extract::Planner planner({}, *status_.first_day);
    done =
        ask(extract::plan_windows_query, [&](const Answer& row) { extract::restore_window(row, planner); });
    if (!done) return done;
    extract::PlanRowQueries queries(planner.jobs().first_unsettled());
    done = ask(queries.counts(), [&](const Answer& row) { queries.take(row); });
    if (!done) return done;
    for (const std::string& rows : queries.rows())
      if (done = ask(rows, [&](const Answer& row) { extract::restore_row(row, planner); }); !done)
        return done;
    extract::restore_plan(text, planner);
    take(planner);
    return {};
  }

  /// The same under the tutorial's contract. Where a look stopped does not matter here.
  Result<void> read_tutorial_plan(const std::string& text) {
    status_.has_jobs = false;
    extract::TutorialPlan plan({}, *status_.first_day);
    auto done =
        ask(extract::tutorial_days_query, [&](const Answer& row) { extract::restore_day(row, plan); });
    if (!done) return done;
    (void)extract::restore_plan(text, plan);
    done = ask(extract::tutorial_known_query(plan.first_unsettled()),
               [&](const Answer& row) { extract::restore_known(row, plan); });
    if (!done) return done;
    done = ask(extract::tutorial_outstanding_query,
               [&](const Answer& row) { extract::restore_outstanding(row, plan); });
    if (!done) return done;
    if (plan.live_read_at() > Instant{}) status_.tail_read_at = plan.live_read_at();
    status_.going_on = plan.outstanding().going_on();
    status_.awaiting_wrapup = plan.outstanding().over();
    status_.asks_nothing = !plan.next(status_.now);
    const auto forecast = plan.forecast(status_.now);
    status_.forecast = {.requests = forecast.requests, .is_rough = forecast.is_rough};
    return {};
  }

  void take(const extract::Planner& planner) {
    status_.tail_read_at = planner.tail_read_at();
    status_.job_lag = planner.jobs().lag();
    if (const auto& job = planner.jobs().running()) status_.jobs.push_back(*job);
    for (const auto& job : planner.jobs().ahead()) status_.jobs.push_back(job);
    status_.asks_nothing = !planner.next(status_.now);
    status_.forecast = planner.forecast(status_.now);
    for (const auto& [day, rows] : planner.known().days())
      for (const auto& row : rows) {
        status_.going_on += row.is_open();
        status_.awaiting_wrapup += row.seen.awaits_wrapup;
      }
  }

  Result<void> read_days() {
    if (!status_.first_day) return {};
    auto done = ask("SELECT max(available_until) FROM ledger_reading WHERE surface = 'job'",
                    [this](const Answer& row) { status_.jobs_available_until = row.get<Instant>(0); });
    if (!done) return done;
    std::map<UtcDay, KnownWindow> known;
    done = ask(
        fmt::format("SELECT window_begin, state, state_since, distinct_ids, readings, reopened, doubt FROM "
                    "ledger_window WHERE surface = '{}'",
                    status_.has_jobs ? "job" : "sync"),
        [&](const Answer& row) {
          const auto begin = row.get<Instant>(0);
          const auto state = extract::window_state_named(row.get<std::string>(1).value_or(""));
          if (!begin || !state) return;
          known[extract::day_of(*begin)] = {.state = *state,
                                            .since = row.get<Instant>(2),
                                            .conversations = row.get<std::int64_t>(3),
                                            .readings = count_in(row, 4),
                                            .reopened = count_in(row, 5),
                                            .doubt = row.get<std::string>(6).value_or("")};
        });
    if (!done) return done;
    status_.days = judged_days(*status_.first_day, known,
                               {.now = status_.now,
                                .due = due_,
                                .jobs_available_until = status_.jobs_available_until,
                                .jobs = status_.jobs,
                                .has_jobs = status_.has_jobs});
    return {};
  }

  Result<void> read_runs() {
    return ask(
        fmt::format("SELECT run_id, started_at, ended_at, exit_code, requests, readings, revisions, error "
                    "FROM run WHERE command = 'sync' ORDER BY run_id DESC LIMIT {}",
                    most_runs),
        [this](const Answer& row) {
          status_.runs.push_back({.run_id = count_in(row, 0),
                                  .started_at = row.get<Instant>(1).value_or(Instant{}),
                                  .ended_at = row.get<Instant>(2),
                                  .exit_code = row.get<std::int64_t>(3),
                                  .requests = row.get<std::int64_t>(4),
                                  .records = count_in(row, 5),
                                  .revisions = count_in(row, 6),
                                  .error = row.get<std::string>(7).value_or("")});
        });
  }

  Result<void> read_late() {
    return ask("SELECT count(*), max(opened_at) FROM incident WHERE kind = 'late_arrival'",
               [this](const Answer& row) {
                 status_.late_arrivals = count_in(row, 0);
                 status_.last_late_arrival = row.get<Instant>(1);
               });
  }

  /// Of those that began earlier it is not the platform that was late, but the first sync.
  Result<void> read_lateness() {
    return ask(
        "SELECT count(*), count(*) FILTER (late > 0), quantile_disc(late, 0.5) FILTER (late > 0), "
        "quantile_disc(late, 0.95) FILTER (late > 0), max(late) FROM (SELECT CAST(epoch_ms(first_seen_at) - "
        "epoch_ms(conversation_end) AS BIGINT) AS late FROM conversation WHERE conversation_end IS NOT NULL "
        "AND "
        "conversation_start >= (SELECT min(started_at) FROM run WHERE command = 'sync'))",
        [this](const Answer& row) {
          status_.lateness = {.ended = count_in(row, 0),
                              .seen_after = count_in(row, 1),
                              .half = milliseconds(count_in(row, 2)),
                              .most = milliseconds(count_in(row, 3)),
                              .longest = milliseconds(std::max<std::int64_t>(0, count_in(row, 4)))};
        });
  }

  Result<void> read_doubts() {
    auto done = ask("SELECT count(*) FROM set_aside WHERE understood_at IS NULL",
                    [this](const Answer& row) { status_.set_aside = count_in(row, 0); });
    if (!done || !status_.first_day) return done;
    return ask(
        fmt::format("SELECT count(*) FROM conversation WHERE deleted_at IS NULL AND conversation_start < "
                    "TIMESTAMPTZ '{}'",
                    format_instant(*status_.first_day)),
        [this](const Answer& row) { status_.before_first_day = count_in(row, 0); });
  }

  access::Tables& tables_;
  milliseconds due_;
  const std::stop_token& stop_;
  SyncStatus status_;
};

}  // namespace

Result<SyncStatus> read_status(access::Tables& tables, Instant now, milliseconds due,
                               const std::stop_token& stop) {
  return StatusReading(tables, now, due, stop).read();
}

}  // namespace nowthen::cli

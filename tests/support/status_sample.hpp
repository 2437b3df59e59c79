#pragma once
#include "cli/commands/sync_status.hpp"

namespace nowthen::testing {

/// A status with something of everything: ten days, of which one is overdue.
inline cli::SyncStatus status_sample() {
  using extract::WindowState;
  const Instant now = parse_instant("2026-11-25T12:00:00Z").value();
  const auto today = extract::day_of(now);
  const auto hours = [](int count) { return std::chrono::hours(count); };
  std::map<extract::UtcDay, cli::KnownWindow> known;
  for (int ago = 9; ago >= 1; --ago)
    known[today - std::chrono::days(ago)] = {.state = ago > 6   ? WindowState::re_verified
                                                      : ago > 4 ? WindowState::settled
                                                                : WindowState::complete,
                                             .since = now - hours(30),
                                             .conversations = 1'500,
                                             .readings = 1};
  known[today - std::chrono::days(3)] = {.state = WindowState::provisional,
                                         .readings = 2,
                                         .reopened = 1,
                                         .doubt = "the job's data do not reach its end"};
  known.erase(today - std::chrono::days(1));
  cli::SyncStatus status{.now = now, .first_day = today - std::chrono::days(9)};
  status.surfaces = {{"job", now - hours(8), 14'000}, {"sync", now - hours(1), 2'000}};
  status.tail_read_at = now - hours(1);
  status.jobs_available_until = now - hours(8);
  status.job_lag = hours(6);
  status.jobs = {{.job = "job-1",
                  .interval = extract::whole(today - std::chrono::days(1)),
                  .started_at = now - hours(1)},
                 {.job = "job-2", .interval = extract::whole(today), .started_at = now - hours(1)}};
  status.days = cli::judged_days(*status.first_day, known,
                                 {.now = now,
                                  .due = hours(36),
                                  .jobs_available_until = status.jobs_available_until,
                                  .jobs = status.jobs});
  status.going_on = 12;
  status.awaiting_wrapup = 3;
  status.runs = {{.run_id = 9, .started_at = now - hours(1), .requests = 4, .records = 400, .revisions = 31},
                 {.run_id = 5,
                  .started_at = now - hours(2),
                  .ended_at = now - hours(2),
                  .exit_code = 1,
                  .requests = 1,
                  .error = "the server is not reachable"}};
  status.forecast = {.requests = 5, .days = 1};
  status.late_arrivals = 2;
  status.last_late_arrival = now - hours(40);
  status.lateness = {.ended = 900,
                     .seen_after = 300,
                     .half = std::chrono::minutes(12),
                     .most = std::chrono::minutes(95),
                     .longest = hours(50)};
  status.set_aside = 1;
  status.before_first_day = 31;
  return status;
}

}  // namespace nowthen::testing

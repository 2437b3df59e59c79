#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "extract/plan/planner.hpp"

namespace nowthen::cli {

/// How fresh what came from one surface is.
struct SurfaceFreshness {
  std::string surface;  ///< `sync`, `job`, `by_id`, `import`.
  Instant as_of;        ///< Of its latest reading: when what it says was true.
  std::int64_t records = 0;
};

/// A day as table `ledger_window` has it.
struct KnownWindow {
  extract::WindowState state = extract::WindowState::open;
  std::optional<Instant> since;
  std::optional<std::int64_t> conversations;
  std::int64_t readings = 0;
  std::int64_t reopened = 0;
  std::string doubt;
};

/// A day of the ledger, and what is to be said of it.
struct DayStatus : KnownWindow {
  extract::UtcDay day{};
  bool is_overdue = false;  ///< It should be complete by now, and is not.
  std::string reason{};     ///< Why it is not proven; empty where it is, or is not over.
};

/// A run of `sync`.
struct SyncRun {
  std::int64_t run_id = 0;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::optional<std::int64_t> exit_code;
  std::optional<std::int64_t> requests;
  std::int64_t records = 0;
  std::int64_t revisions = 0;
  std::string error;
};

/// How late conversations showed, of those that began after the first sync.
struct Lateness {
  std::int64_t ended = 0;
  std::int64_t seen_after = 0;  ///< Of these, those that were first seen after they had ended.
  std::chrono::milliseconds half{};
  std::chrono::milliseconds most{};  ///< 95 of a hundred.
  std::chrono::milliseconds longest{};
};

/// All that `status` tells.
struct SyncStatus {
  Instant now;
  bool has_jobs = true;  ///< False under the tutorial's contract: nothing there proves more than complete.
  std::optional<extract::UtcDay> first_day;  ///< Nothing: there was no sync yet.
  std::vector<SurfaceFreshness> surfaces;
  std::optional<Instant> tail_read_at;
  std::optional<Instant> jobs_available_until;
  std::optional<std::chrono::milliseconds> job_lag;
  std::vector<DayStatus> days;
  std::int64_t going_on = 0;
  std::int64_t awaiting_wrapup = 0;
  std::vector<extract::RunningJob> jobs;  ///< Under way: first the one that is read next.
  std::vector<SyncRun> runs;              ///< The latest first.
  bool asks_nothing = false;              ///< A sync would ask for nothing now.
  extract::Forecast forecast;
  std::int64_t late_arrivals = 0;
  std::optional<Instant> last_late_arrival;
  Lateness lateness;
  std::int64_t set_aside = 0;         ///< Records that are not understood.
  std::int64_t before_first_day = 0;  ///< Conversations that began before the first day of the ledger.

  /// How many days should be proven and are not.
  std::int64_t overdue_days() const noexcept;
};

/// What the days of a ledger are judged by.
struct DayJudgement {
  Instant now;
  std::chrono::milliseconds due{};              ///< After its end a day should be complete.
  std::optional<Instant> jobs_available_until;  ///< As last seen.
  std::vector<extract::RunningJob> jobs;        ///< Under way.
  bool has_jobs = true;                         ///< Else days are read by the history query.
};

/// Each day from the first one to today, with what is known of it. Pure.
std::vector<DayStatus> judged_days(extract::UtcDay first, const std::map<extract::UtcDay, KnownWindow>& known,
                                   const DayJudgement& judgement);

}  // namespace nowthen::cli

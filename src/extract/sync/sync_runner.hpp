#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <nowthen/genesys/platform.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "extract/plan/planner.hpp"
#include "extract/sync/commit_pace.hpp"
#include "extract/sync/job_page_ahead.hpp"
#include "extract/sync/sync_store.hpp"

namespace nowthen::extract {

/// Told of each request once its reply was kept.
struct SyncProgress {
  std::int64_t requests = 0;
  std::int64_t records = 0;
  std::string doing;  ///< One line, such as `job of 2026-11-02 to 2026-11-08, 3,000 conversations`.
};

/// How a run is to go.
struct SyncOptions {
  std::optional<std::int64_t> budget;  ///< At most so many requests. Nothing: as many as the plan wants.
  std::int64_t run_id = 0;
  std::int64_t records_at_once = 16'000;  ///< Committed together; see `CommitPace`.
  /// For the next page of a job while the one before is kept: one request more in flight.
  bool asks_ahead = false;
  std::function<void(const SyncProgress&)> on_progress;
};

/// What a run of the plan did.
struct SyncReport {
  std::int64_t requests = 0;  ///< Calls of the API; retries and tokens are the client's to count.
  std::int64_t records = 0;
  std::int64_t set_aside = 0;
  std::int64_t deleted = 0;        ///< Conversations that are gone.
  std::int64_t late_arrivals = 0;  ///< Those that a window that counted as complete did not have.
  bool is_out_of_budget = false;
  bool waits_for_job = false;               ///< One is under way; the next run comes back to it.
  bool came_too_late = false;               ///< A job's results were gone: nobody came for them for a day.
  std::vector<std::string> names_left_out;  ///< Kinds of names that could not be listed.
  std::optional<Error> trouble;             ///< The last one that the run could go on in spite of.
  std::optional<Error> without_jobs;        ///< Why jobs cannot be had: nothing is settled then.
};

/// Carries out what a plan asks for: sends, keeps, and tells the plan what came.
///
/// Each reply is kept before the plan hears of it, and so is what was concluded, the place in a job or
/// listing included. Whatever interrupts it, the next run goes on behind the last kept reply, so that at most
/// the request in flight is made again, and with `asks_ahead` the one after it. Not thread-safe.
class SyncRunner {
 public:
  /// All must outlive it.
  SyncRunner(const Platform& platform, Planner& planner, SyncStore& store)
      : platform_(platform), planner_(planner), store_(store), ahead_(platform) {}

  /// Until nothing is worth asking for now, the budget is used, or `stop`. Blocks. Fails as calls of the
  /// platform and the store do; what was kept until then is committed.
  Result<SyncReport> run(const SyncOptions& options, const std::stop_token& stop);

  /// Of the latest run, one that failed included.
  const SyncReport& report() const noexcept { return report_; }

 private:
  Result<void> steps(const std::stop_token& stop);
  bool may_ask() const { return !options_.budget || report_.requests < *options_.budget; }
  Result<void> perform(const Step& step, const std::stop_token& stop);
  Result<void> perform(const ReadNewest& step, const std::stop_token& stop);
  Result<void> perform(const ReadDayPage& step, const std::stop_token& stop);
  Result<void> perform(const ReadEnded& step, const std::stop_token& stop);
  Result<void> perform(const ReadByIds& step, const std::stop_token& stop);
  Result<void> perform(const AskAvailability& step, const std::stop_token& stop);
  Result<void> perform(const StartJob& step, const std::stop_token& stop);
  Result<void> perform(const AskJob& step, const std::stop_token& stop);
  Result<void> perform(const ReadJobPage& step, const std::stop_token& stop);

  FetchedJobPage job_page(const ReadJobPage& step, const std::stop_token& stop);
  Result<SeenPage> query(DetailsPageQuery query, const std::stop_token& stop);
  Result<KeptPage> keep(archive::PageHeader header, std::vector<DetailRecord>& records,
                        const std::vector<SetAside>& set_aside);
  Result<void> go_on_without_suspects(const Error& error);
  Result<void> go_on_without_jobs(const Error& error);
  Result<void> bury(const std::vector<std::string>& gone);
  void look_for_late_arrivals(const SeenPage& page, std::optional<Interval> job);
  LedgerWindow row_of(UtcDay day);
  LedgerEntry entry_of(const JobReading& reading);
  Result<void> conclude_pending();
  void report_late(LedgerEntry& entry);
  Result<void> conclude(LedgerEntry entry);
  Result<void> conclude_quietly() { return conclude({}); }
  Result<void> note_place();
  Result<void> take_up_reading();
  Result<void> read_listing(const DetailsPageQuery& wanted, const std::stop_token& stop,
                            const std::function<void(const SeenPage&)>& take);

  const Platform& platform_;
  Planner& planner_;
  SyncStore& store_;
  JobPageAhead ahead_;
  SyncOptions options_;
  SyncReport report_;
  CommitPace uncommitted_;
  std::map<UtcDay, std::int64_t> late_;  ///< Late arrivals not yet told of.
  std::optional<LedgerEntry> pending_;   ///< Of a reading that lacked some that are asked for.
};

}  // namespace nowthen::extract

#pragma once
#include <nowthen/core/clock.hpp>
#include <nowthen/genesys/client.hpp>
#include <optional>
#include <stop_token>
#include <string>

#include "extract/sync/sync_runner.hpp"
#include "extract/tutorial/tutorial_plan.hpp"

namespace nowthen::extract {

/// What a run of the plan did.
struct TutorialReport : SyncReport {
  std::optional<Error> without_live;  ///< Why the live listing cannot be had: nothing is proven then.
};

/// Carries out what a plan under the tutorial's contract asks for: sends, keeps, and tells the plan what
/// came.
///
/// Each page is kept before the plan hears of it, and so is what was concluded, the place in a listing
/// included: interrupted, at most the page in flight is asked for again. Of the live listing only records are
/// kept that say what history has not said. Not thread-safe.
class TutorialRunner {
 public:
  /// All must outlive it.
  /// @param clock  the server's time
  TutorialRunner(Client& client, Clock& clock, TutorialPlan& plan, SyncStore& store)
      : client_(client), clock_(clock), plan_(plan), store_(store) {}

  /// Until nothing is worth asking for now, the budget is used, or `stop`. Blocks. Fails as listings and the
  /// store do; what was kept until then is committed.
  Result<TutorialReport> run(const SyncOptions& options, const std::stop_token& stop);

  /// Of the latest run, one that failed included.
  const TutorialReport& report() const noexcept { return report_; }

 private:
  /// A page as the listing gave it; `fault` is what it leads to, where that is an error.
  struct Fetched {
    Page page;
    std::optional<Error> fault;
  };

  Result<void> steps(const std::stop_token& stop);
  static Result<Fetched> fetch(Listing listing);
  Result<void> perform(const ReadLivePage& step, const std::stop_token& stop);
  Result<void> perform(const ReadHistoryPage& step, const std::stop_token& stop);
  Result<void> go_on_without_live(const ReadLivePage& step, const Error& error);
  Result<void> keep(archive::PageHeader header, Page& fetched, TutorialPage& page);
  TutorialPage seen(const Page& fetched, Instant asked_at);
  void tell(std::string doing) const;
  LedgerWindow row_of(UtcDay day) const;
  LedgerReading row_of(const TutorialReading& reading) const;
  void report_late(LedgerEntry& entry);
  Result<void> conclude(const std::optional<TutorialReading>& reading = {});

  Client& client_;
  Clock& clock_;
  TutorialPlan& plan_;
  SyncStore& store_;
  SyncOptions options_;
  TutorialReport report_;
  CommitPace uncommitted_;
};

}  // namespace nowthen::extract

#pragma once
#include <string>

#include "cli/context.hpp"
#include "cli/exit_code.hpp"
#include "extract/data_set.hpp"
#include "extract/plan/planner.hpp"
#include "extract/sync/sync_runner.hpp"

namespace nowthen::cli {

/// A line that is drawn over itself while a sync goes on; nothing where standard error is no terminal.
class SyncProgressLine {
 public:
  explicit SyncProgressLine(Context& context) : context_(context) {}
  ~SyncProgressLine() { clear(); }
  SyncProgressLine(const SyncProgressLine&) = delete;
  SyncProgressLine& operator=(const SyncProgressLine&) = delete;

  /// Draws it, ten times a second at most.
  void show(const extract::SyncProgress& progress);
  /// Takes the line away.
  void clear();

 private:
  Context& context_;
  Clock::Ticks last_{};
  Clock::Ticks begun_{};
  bool shown_ = false;
};

/// Joins the reports of a run's parts.
void add(extract::SyncReport& all, const extract::SyncReport& part);

/// 3 where a day is not proven though it should be: jobs cannot be had, or a record could not be understood.
ExitCode code_of(const extract::Planner& planner, const extract::SyncReport& report, Instant now);

/// Lines for people, each with its line feed.
std::string sync_summary(const extract::SyncReport& report, const extract::Intake& intake,
                         const extract::Planner& planner, Instant now);

/// That a budget is too small for the wanted freshness, and which would do; empty: it is not.
std::string sync_budget_note(const extract::Planner& planner, std::int64_t budget, Instant now);

/// What a run would ask now.
std::string sync_forecast(const extract::Planner& planner, Instant now);

}  // namespace nowthen::cli

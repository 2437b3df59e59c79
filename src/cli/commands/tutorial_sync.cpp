#include "cli/commands/tutorial_sync.hpp"

#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/commands/sync_plan.hpp"
#include "cli/commands/sync_report.hpp"
#include "cli/commands/tutorial_sync_report.hpp"
#include "cli/report_error.hpp"
#include "cli/time_expression.hpp"
#include "extract/sync/data_set_store.hpp"
#include "extract/sync/load_plan.hpp"
#include "extract/sync/plan_text.hpp"
#include "extract/tutorial/load_tutorial_plan.hpp"
#include "extract/tutorial/tutorial_text.hpp"

namespace nowthen::cli {
namespace {

using Plan = std::unique_ptr<extract::TutorialPlan>;

Result<extract::TutorialProfile> profile_for(const SyncGiven& given) {
  extract::TutorialProfile profile;
  if (given.follow) profile.run_interval = between_looks;
  if (given.freshness.empty()) return profile;
  auto span = parse_span(given.freshness);
  if (!span) return span.error();
  profile.freshness = *span;
  return profile;
}

/// The plan as the data set has left it.
Result<Plan> plan_for_tutorial(const SyncGiven& given, OwnedData& data, const Context& context) {
  auto profile = profile_for(given);
  if (!profile) return profile.error();
  Plan plan;
  auto loaded = data.in_turn([&](extract::DataSet& set) -> Result<void> {
    auto connection = set.tables().connect();
    if (!connection) return Error(connection.error());
    const auto text = extract::kept_plan_text(*connection);
    if (!text) return Error(text.error());
    if (*text && !extract::is_tutorial_plan(**text))
      return usage_error("these data were synced under the platform's contract",
                         "use --contract platform, or another folder (NOWTHEN_HOME) for this host");
    const auto first =
        first_wanted_day(given.from, *text ? extract::first_day_in(**text) : std::nullopt, context);
    if (!first) return first.error();
    const auto until = wanted_until(given.to, *first, context);
    if (!until) return until.error();
    profile->until = *until;
    plan = std::make_unique<extract::TutorialPlan>(*profile, *first);
    const auto done = extract::load_tutorial_plan(*connection, set.folder().archive(), *plan);
    return done ? Result<void>() : Result<void>(Error(done.error()));
  });
  if (!loaded) return loaded.error();
  return plan;
}

/// One run of a plan, and what is kept of it.
class TutorialSync {
 public:
  TutorialSync(const SyncGiven& given, Client& client, OwnedData& data, extract::TutorialPlan& plan,
               Context& context)
      : given_(given),
        data_(data),
        plan_(plan),
        context_(context),
        store_([&data](const auto& work) { return data.in_turn(work); }),
        runner_(client, context.clock, plan, store_),
        progress_(context) {}

  Result<ExitCode> run() {
    run_ = {.command = "sync", .version = NOWTHEN_VERSION, .started_at = context_.clock.now()};
    if (auto kept = data_.keep_in_turn(run_); !kept) return kept.error();
    const auto done = until_done();
    progress_.clear();
    run_.ended_at = context_.clock.now();
    const ExitCode code = done ? code_of(plan_, all_, run_.ended_at.value()) : exit_code_of(done.error());
    const auto kept = keep_run(code, done);
    if (!done) return done.error();
    if (!kept) return kept.error();
    if (!context_.settings.quiet)
      context_.err << sync_summary(all_, store_.intake(), plan_, *run_.ended_at) << std::flush;
    return code;
  }

 private:
  Result<void> keep_run(ExitCode code, const Result<void>& done) {
    run_.exit_code = static_cast<std::int64_t>(code);
    if (!done) run_.error = done.error().message;
    run_.requests = all_.requests;
    run_.readings = all_.records;
    run_.pages = store_.intake().pages;
    run_.set_aside = all_.set_aside;
    for (const auto& [kind, count] : store_.intake().merged.revisions) run_.revisions += count;
    return data_.keep_in_turn(run_);
  }

  Result<void> until_done() {
    for (;;) {
      auto report = runner_.run(options(), context_.stop);
      add(all_, report ? *report : runner_.report());
      if (!report && !may_go_on(report.error())) return report.error();
      progress_.clear();
      if (!report) report_error(context_.err, report.error());
      if (all_.is_out_of_budget || !given_.follow) return {};
      if (!context_.clock.wait_for(between_looks, context_.stop)) return {};
    }
  }

  /// One that follows looks again in a minute.
  bool may_go_on(const Error& error) const {
    return given_.follow && (error.kind == ErrorKind::transient || error.kind == ErrorKind::rate_limited);
  }

  extract::SyncOptions options() {
    extract::SyncOptions options{.run_id = run_.run_id};
    if (given_.budget) options.budget = std::max<std::int64_t>(0, *given_.budget - all_.requests);
    options.on_progress = [this](const extract::SyncProgress& now) {
      progress_.show({.requests = all_.requests + now.requests,
                      .records = all_.records + now.records,
                      .doing = now.doing});
    };
    return options;
  }

  const SyncGiven& given_;
  OwnedData& data_;
  extract::TutorialPlan& plan_;
  Context& context_;
  extract::DataSetStore store_;
  extract::TutorialRunner runner_;
  SyncProgressLine progress_;
  extract::Run run_;
  extract::TutorialReport all_;
};

}  // namespace

Result<ExitCode> sync_tutorial(const SyncGiven& given, Client& client, OwnedData& data, Context& context) {
  const auto plan = plan_for_tutorial(given, data, context);
  if (!plan) return plan.error();
  if (given.dry_run) {
    context.out << sync_forecast(**plan, context.clock.now());
    return ExitCode::ok;
  }
  if (given.budget && !context.settings.quiet)
    context.err << sync_budget_note(**plan, *given.budget, context.clock.now()) << std::flush;
  return TutorialSync(given, client, data, **plan, context).run();
}

}  // namespace nowthen::cli

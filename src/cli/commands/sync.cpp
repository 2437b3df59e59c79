#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/meet_server.hpp"
#include "cli/commands/sync_given.hpp"
#include "cli/commands/sync_plan.hpp"
#include "cli/commands/sync_report.hpp"
#include "cli/commands/tutorial_sync.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/report_error.hpp"
#include "cli/time_expression.hpp"
#include "extract/sync/daily_names.hpp"
#include "extract/sync/data_set_store.hpp"
#include "extract/sync/plan_text.hpp"
#include "extract/sync/sync_runner.hpp"

namespace nowthen::cli {
namespace {

using extract::UtcDay;

constexpr std::chrono::seconds first_job_wait{1};

extract::PlanProfile profile_for(const SyncGiven& given) {
  extract::PlanProfile profile;
  profile.job_page_size = given.job_page_size;
  profile.job_wait = first_job_wait;
  if (given.budget) profile.jobs_ahead = 0;  // they might take all of it, and none be read
  if (given.follow) profile.run_interval = between_looks;
  return profile;
}

/// One run of a plan, and what is kept of it.
class SyncCommand {
 public:
  SyncCommand(const SyncGiven& given, Client& client, OwnedData& data, extract::Planner& planner,
              Context& context)
      : given_(given),
        platform_(client.platform().value()),
        data_(data),
        planner_(planner),
        context_(context),
        store_([&data](const auto& work) { return data.in_turn(work); }),
        runner_(platform_, planner, store_),
        progress_(context) {}

  /// So many requests were made before.
  void count(std::int64_t requests) { all_.requests += requests; }

  Result<ExitCode> run() {
    run_ = {.command = "sync", .version = NOWTHEN_VERSION, .started_at = platform_.server_time()};
    if (auto kept = data_.keep_in_turn(run_); !kept) return kept.error();
    auto done = until_done();
    progress_.clear();
    run_.ended_at = platform_.server_time();
    const ExitCode code =
        done ? code_of(planner_, all_, platform_.server_time()) : exit_code_of(done.error());
    run_.exit_code = static_cast<std::int64_t>(code);
    if (!done) run_.error = done.error().message;
    run_.requests = all_.requests;
    run_.readings = all_.records;
    run_.pages = store_.intake().pages;
    run_.set_aside = all_.set_aside;
    for (const auto& [kind, count] : store_.intake().merged.revisions) run_.revisions += count;
    const auto kept = data_.keep_in_turn(run_);
    if (!done) return done.error();
    if (!kept) return kept.error();
    if (!context_.settings.quiet)
      context_.err << sync_summary(all_, store_.intake(), planner_, platform_.server_time()) << std::flush;
    return code;
  }

 private:
  Result<void> refresh_names() {
    constexpr int usual = 8;  // requests: a page of each kind, and some more of users
    if (given_.budget && all_.requests + usual > *given_.budget) return {};
    auto users = extract::Users::listed;
    auto looked = data_.in_turn([&](extract::DataSet& set) -> Result<void> {
      if (set.has_policy()) users = extract::Users::left_out;
      return {};
    });
    if (!looked) return looked;
    auto read = extract::refresh_daily_names(platform_, planner_, store_, users, run_.run_id, context_.stop);
    if (!read) return read.error();
    all_.requests += read->requests;
    for (auto& kind : read->left_out) all_.names_left_out.push_back(std::move(kind));
    return {};
  }

  /// Jobs are waited for, unless the next run is to come back to them.
  Result<void> until_done() {
    for (;;) {
      auto report = runner_.run(options(), context_.stop);
      add(all_, report ? *report : runner_.report());
      if (!report && !may_go_on(report.error())) return report.error();
      if (!report) tell(report.error());
      if (auto named = refresh_names(); !named) return named;
      if (all_.is_out_of_budget) return {};
      if (given_.follow) {
        progress_.clear();
        if (!context_.clock.wait_for(between_looks, context_.stop)) return {};
      } else if (all_.waits_for_job && waits() && !has_waited_long()) {
        progress_.show({.requests = all_.requests, .records = all_.records, .doing = "waiting for a job"});
        if (!context_.clock.wait_for(first_job_wait, context_.stop)) return interrupted();
      } else {
        return {};
      }
    }
  }

  /// Who comes so seldom that results are gone by then would never prove anything: such a run waits after
  /// all.
  bool waits() const { return !given_.no_wait || all_.came_too_late; }

  /// One that follows looks again in a minute.
  bool may_go_on(const Error& error) const {
    return given_.follow && (error.kind == ErrorKind::transient || error.kind == ErrorKind::rate_limited);
  }

  void tell(const Error& error) {
    progress_.clear();
    report_error(context_.err, error);
  }

  bool has_waited_long() const {
    constexpr std::chrono::minutes long_time{10};
    return platform_.server_time() - run_.started_at > long_time;
  }

  static Error interrupted() {
    return {.kind = ErrorKind::cancelled,
            .message = "interrupted",
            .hint = "nowthen sync goes on where it stopped"};
  }

  extract::SyncOptions options() {
    extract::SyncOptions options{.run_id = run_.run_id, .asks_ahead = true};
    if (given_.budget) options.budget = std::max<std::int64_t>(0, *given_.budget - all_.requests);
    options.on_progress = [this](const extract::SyncProgress& now) {
      progress_.show({.requests = all_.requests + now.requests,
                      .records = all_.records + now.records,
                      .doing = now.doing});
    };
    return options;
  }

  const SyncGiven& given_;
  Platform platform_;
  OwnedData& data_;
  extract::Planner& planner_;
  Context& context_;
  extract::DataSetStore store_;
  extract::SyncRunner runner_;
  SyncProgressLine progress_;
  extract::Run run_;
  extract::SyncReport all_;
};

Result<ExitCode> sync_platform(const SyncGiven& given, Client& client, OwnedData& data, Context& context) {
  std::int64_t asked = 0;
  PlanGiven plan{.from = given.from, .to = given.to, .freshness = given.freshness};
  plan.first_there = [&](UtcDay wanted) {
    if (given.dry_run) return wanted;
    ++asked;
    return first_kept_day(wanted, client, context);
  };
  auto planner = plan_for(plan, profile_for(given), data, context);
  if (!planner) return planner.error();
  if (given.dry_run) {
    context.out << sync_forecast(**planner, client.platform()->server_time());
    return ExitCode::ok;
  }
  if (given.budget && !context.settings.quiet)
    context.err << sync_budget_note(**planner, *given.budget, client.platform()->server_time()) << std::flush;
  SyncCommand command(given, client, data, **planner, context);
  command.count(asked);
  return command.run();
}

/// Large transactions and checkpoints of DuckDB take some seconds and cannot be cancelled. Everything that
/// was read is in the archive by then: docs/adr/0031.
void end_soon_after_stop(const Context& context) {
  constexpr std::chrono::milliseconds grace{1500};
  if (context.end_within) context.end_within(grace);
}

Result<ExitCode> run_sync(const SyncGiven& given, Context& context) {
  if (given.follow && !given.to.empty())
    return usage_error("--follow keeps up with the present, which --to leaves out", "give one of them");
  const PlanGiven plan{.from = given.from, .to = given.to, .freshness = given.freshness};
  if (auto sound = check_plan(plan, context); !sound) return sound.error();
  end_soon_after_stop(context);
  auto client = connect(context);
  if (!client) return client.error();
  if (auto met = meet_server(*client, context, nullptr); !met) return met.error();
  auto reached = own_or_reach(context, "sync", {});
  if (!reached) return reached.error();
  if (std::holds_alternative<access::Caller>(*reached))
    return usage_error("another process owns the data and may be syncing it",
                       "let it end first; meanwhile nowthen status and nowthen query show what is there");
  const auto data = std::get<std::unique_ptr<OwnedData>>(*std::move(reached));
  return client->contract() == Contract::platform ? sync_platform(given, *client, *data, context)
                                                  : sync_tutorial(given, *client, *data, context);
}

}  // namespace

void add_sync(CommandSet& commands) {
  const auto given = std::make_shared<SyncGiven>();
  Options options;
  options.value("--from", "TIME", &given->from, "First day wanted; later runs remember it")
      .defaults_to("seven days ago");
  options.value("--to", "TIME", &given->to, "Days before that alone, this once").defaults_to("now");
  options.value("--freshness", "SPAN", &given->freshness, "What is younger need not be there yet")
      .defaults_to("75m");
  options.value("--budget", "N", &given->budget, "At most so many requests").between(1, 1'000'000);
  options.value("--job-page-size", "N", &given->job_page_size, "Conversations on a page of a job's results")
      .between(1, 10'000)
      .defaults_to("1000");
  options.flag("--no-wait", given->no_wait,
               "Do not wait for jobs: the next run reads them, if it comes within a day");
  options.flag("--follow", given->follow, "Stay, and keep the data fresh");
  options.flag("--dry-run", given->dry_run, "Say what would be asked and what it costs; ask nothing");
  commands.add({.name = "sync",
                .group = Command::Group::keep,
                .summary = "Bring the data set up to date, provably, for the fewest requests",
                .description =
                    "Reads what is missing: whole days by job as soon as the platform has them, "
                    "what is newer by query, what has "
                    "ended since by one listing, and each day again once the platform has "
                    "reprocessed it. Whatever interrupts "
                    "it, the next run goes on. A day is complete when a job whose data reach its "
                    "end has been read to the end, "
                    "and settled when that was read again after the platform's reprocessing; the "
                    "ledger has the evidence. Under the tutorial's contract, which has no jobs, a "
                    "day is complete "
                    "when as many came as the server counts and nothing of it that the live listing "
                    "had is outstanding. Exit "
                    "code 3 where a day that should be proven cannot be.",
                .examples = "# everything since the first of the month\n"
                            "nowthen sync --from 2026-11-01\n"
                            "# one month of the past\n"
                            "nowthen sync --from 2026-09-01 --to 2026-10-01\n"
                            "# from a scheduler, every hour\n"
                            "nowthen sync --no-wait --quiet\n"
                            "# what would be asked\n"
                            "nowthen sync --dry-run\n",
                .options = std::move(options),
                .action = [given](Context& context) { return run_sync(*given, context); }});
}

}  // namespace nowthen::cli

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/read_reconciliation.hpp"
#include "cli/commands/read_seen_live.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/report_error.hpp"
#include "cli/time_expression.hpp"

namespace nowthen::cli {
namespace {

using extract::UtcDay;

struct ReconcileGiven {
  std::optional<std::string> format;
  std::string from = "-30d";
  bool offline = false;
};

constexpr std::chrono::days most_days_at_once{31};
/// Until what was seen live is expected in history.
constexpr std::chrono::minutes settled_after{75};

/// Asks the server to count the days, a month at a time.
Result<void> ask_for_counts(const Platform& platform, Reconciliation& found, const std::stop_token& stop) {
  if (found.days.empty()) return {};
  const UtcDay last = found.days.back().day;
  for (UtcDay begin = found.days.front().day; begin <= last; begin += most_days_at_once) {
    const UtcDay end = std::min(begin + most_days_at_once, last + std::chrono::days(1));
    auto counts = platform.aggregates({.interval = {begin, end},
                                       .granularity = "P1D",
                                       .time_zone = {},
                                       .group_by = {},
                                       .filter = {},
                                       .metrics = {compared_metrics[0], compared_metrics[1], shown_metric}},
                                      stop);
    if (!counts) return counts.error();
    take_counts(*counts, found);
  }
  return {};
}

/// Without the permission to have them counted the rest is compared all the same.
Result<void> add_counts(const ReconcileGiven& given, Context& context, Reconciliation& found) {
  if (given.offline) {
    found.not_counted = "--offline";
    return {};
  }
  const auto client = connect(context);
  if (!client) return client.error();
  const auto platform = client->platform();
  if (!platform && client->contract() == Contract::tutorial) {
    found.not_counted =
        "the tutorial's contract counts nothing but its own listing, which sync holds against what came";
    return {};
  }
  if (!platform) return platform.error();
  auto asked = ask_for_counts(*platform, found, context.stop);
  if (asked || asked.error().kind != ErrorKind::forbidden) return asked;
  found.not_counted = asked.error().message;
  return {};
}

Result<ExitCode> run_reconcile(const ReconcileGiven& given, Context& context) {
  const auto from = parse_time(given.from, context.time_frame());
  if (!from) return from.error();
  auto access = open_for_reading(context, "reconcile");
  if (!access) return access.error();
  auto found = read_reconciliation(*access->tables, extract::day_of(*from), context.stop);
  if (!found) return found.error();
  const Instant now = context.clock.now();
  auto seen = read_seen_live(*access->tables, *from, now - settled_after, context.stop);
  if (!seen) return seen.error();
  found->live = reconcile_live(*seen, now);
  access->tables.reset();  // the server may take its time: nobody need wait for us
  if (auto counted = add_counts(given, context, *found); !counted) return counted.error();
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? reconciliation_text(*found, Palette(context.color_out()))
                       : reconciliation_json(*found));
  return differences_in(*found).empty() && found->live.incidents() == 0 ? ExitCode::ok : ExitCode::not_proven;
}

}  // namespace

void add_reconcile(CommandSet& commands) {
  const auto given = std::make_shared<ReconcileGiven>();
  Options options;
  options.value("--from", "TIME", &given->from, "First day looked at").defaults_to("-30d");
  options.flag("--offline", given->offline, "Do not ask the server to count");
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  commands.add(
      {.name = "reconcile",
       .group = Command::Group::keep,
       .summary = "Hold query, jobs and the server's own counts against each other",
       .description =
           "For each day that counts as complete: whether a conversation that a query listed is in a job, "
           "too, "
           "and whether the server, asked to count afresh, counts what the data set has: contacts connected "
           "and offered, by day of UTC. Each conversation that the live feed saw end more than 75 minutes "
           "ago is "
           "looked for in history: with the same queues, agents, media and end, or why not, and how long "
           "history took to show it. One request for a month; without the permission for it (see nowthen "
           "doctor) the rest is compared. Changes nothing. Exit code 3 when they differ.",
       .examples = "# the last month\n"
                   "nowthen reconcile\n"
                   "# without asking anybody\n"
                   "nowthen reconcile --offline --from 2026-11-01\n"
                   "# for an alarm\n"
                   "nowthen reconcile --format json | jq .differences\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_reconcile(*given, context); }});
}

}  // namespace nowthen::cli

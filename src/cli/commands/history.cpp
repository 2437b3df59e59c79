#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/commands/listing_summary.hpp"
#include "cli/commands/meet_server.hpp"
#include "cli/commands/stream_records.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct HistoryOptions {
  ListOptions list;
  std::string from;
  std::string to;
  std::vector<std::string> directions;
  std::vector<std::string> metrics;
};

Result<HistoryQuery> query_for(const HistoryOptions& given, const Context& context) {
  if (given.from.empty())
    return usage_error("--from is missing: which range is wanted?", "nowthen history --from -24h");
  const auto interval = interval_between(given.from, given.to, context.time_frame());
  if (!interval) return interval.error();
  HistoryQuery query{.interval = *interval,
                     .page_size = given.list.page_size,
                     .max_pages = given.list.max_pages,
                     .media = given.list.media,
                     .queues = given.list.queues,
                     .directions = given.directions};
  if (!given.metrics.empty()) query.metrics = given.metrics;
  return query;
}

/// The platform's records hold all of their metrics: there is nothing to ask for.
Result<void> check_metrics(const HistoryOptions& given, Contract contract) {
  if (contract != Contract::platform || given.metrics.empty()) return {};
  return usage_error("--metrics is of the tutorial's contract: the platform sends every metric there is",
                     "leave it out; nowthen history ... --format ndjson holds them under .participants");
}

/// What may have excluded everything, for a listing that is empty.
std::string empty_hint(const HistoryOptions& given, Contract contract) {
  std::string filters;
  for (const auto& [name, values] : {std::pair{"--media", &given.list.media},
                                     {"--queue", &given.list.queues},
                                     {"--direction", &given.directions}})
    if (!values->empty()) filters += (filters.empty() ? "" : " or ") + std::string(name);
  if (!filters.empty()) return "hint: nothing matched; try again without " + filters + "\n";
  if (contract == Contract::platform)
    return "hint: nothing started in this range; it may lie outside what the server keeps, or the OAuth "
           "client's\n"
           "hint: roles may not reach the divisions that these conversations belong to\n";
  return "hint: nothing closed in this range; it may lie outside what the server keeps, or be too fresh: "
         "records\n"
         "hint: appear in history after their wrap-up; `nowthen live` shows what is going on now\n";
}

void tell(const Context& context, const HistoryOptions& given, Contract contract,
          const ListingReport& report) {
  if (context.settings.quiet) return;
  context.err << listing_summary(report) << '\n';
  if (report.records == 0 && report.complete()) context.err << empty_hint(given, contract);
  context.err.flush();
}

Result<ExitCode> run_history(const HistoryOptions& given, Context& context) {
  if (auto checked = check_files(given.list); !checked) return checked.error();
  if (auto query = query_for(given, context); !query) return query.error();
  ProgressBar progress(context);
  auto client = connect(context, progress.observer());
  if (!client) return client.error();
  if (auto checked = check_media(given.list, client->contract()); !checked) return checked.error();
  if (auto checked = check_metrics(given, client->contract()); !checked) return checked.error();
  auto output = DataOutput::open(context, given.list.output);
  if (!output) return output.error();
  auto set_aside = SetAsideLog::open(context.err, given.list.set_aside);
  if (!set_aside) return set_aside.error();
  if (auto met = meet_server(*client, context, &progress); !met) return met.error();
  // Once more: a span counts back from the server's now, which is known only since.
  const auto query = query_for(given, context);
  if (!query) return query.error();

  auto listing = client->history(*query, context.stop);
  const auto writer =
      make_record_writer(output->sink(), writer_options(given.list, context, Listed::history));
  auto code = stream_records({listing, *writer, *output, *set_aside, progress, {}});
  if (listing.report().pages > 0 && !is_output_lost(code))
    tell(context, given, client->contract(), listing.report());
  return code;
}

}  // namespace

void add_history(CommandSet& commands) {
  const auto given = std::make_shared<HistoryOptions>();
  Options options;
  options.value("--from", "TIME", &given->from,
                "Start of the range, or a whole range such as yesterday or -24h");
  options.value("--to", "TIME", &given->to, "End of the range, not included").defaults_to("now");
  declare_filters(options, given->list);
  options.value("--direction", "WAY", &given->directions, "Only conversations of this direction")
      .one_of({"inbound", "outbound"});
  options
      .value("--metrics", "NAMES", &given->metrics,
             "Metrics to ask for under the tutorial's contract, with commas")
      .one_of({"wrapupTime", "talkTime", "holdTime", "queueTime", "alertTime", "handleTime"})
      .defaults_to("wrapupTime,talkTime,holdTime");
  declare_paging(options, given->list);
  declare_output(options, given->list);
  declare_set_aside(options, given->list);
  commands.add(
      {.name = "history",
       .group = Command::Group::ask,
       .summary = "List the conversations of a range with their metrics, as they arrive",
       .description =
           "Lists the conversations whose start lies in [from, to), oldest first, with talk, hold and "
           "wrap-up times. "
           "Rows appear as pages arrive; ranges longer than the server takes at once (31 days on the "
           "platform, 90 under the tutorial's contract) are asked in parts. The platform lists open "
           "conversations too, the tutorial's server only closed ones. At the end the server's total is held "
           "against what came: exit code 3 when something is missing or could not be read.",
       .examples =
           "# the last day, as a table\n"
           "nowthen history --from -24h\n"
           "# voice calls of one week, as CSV in a file\n"
           "nowthen history --from 2026-11-01 --to 2026-11-08 --media voice --format csv -o week.csv\n"
           "# each record's own bytes, one a line\n"
           "nowthen history --from yesterday --format ndjson | jq .metrics\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_history(*given, context); }});
}

}  // namespace nowthen::cli

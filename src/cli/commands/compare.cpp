#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/compare_run.hpp"
#include "cli/commands/data_output.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/commands/listing_summary.hpp"
#include "cli/commands/meet_server.hpp"
#include "cli/commands/progress_bar.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/config_source.hpp"

namespace nowthen::cli {
namespace {

struct CompareChoices {
  ListOptions list;
  std::string last = "24h";
  bool all = false;
};

ReportOptions report_options(const CompareChoices& given, const Context& context, Contract contract) {
  const WriterOptions writer = writer_options(given.list, context, Listed::history);
  return {.format = writer.format,
          .all = given.all,
          .expects_left = contract == Contract::platform,
          .show_instant = writer.show_instant,
          .table = writer.table,
          .guard_formulas = writer.guard_formulas};
}

void tell(const Context& context, const ComparisonReport& report) {
  if (context.settings.quiet) return;
  context.err << "live     " << listing_summary(report.live) << '\n'
              << "history  " << listing_summary(report.history) << '\n'
              << std::flush;
}

/// `-24h` is how `--from` writes it: both are meant.
Result<std::chrono::milliseconds> span_back(std::string_view text) {
  const auto span = parse_span(text.substr(text.starts_with('-') ? 1 : 0));
  if (!span) return given_by("--last", span.error());
  return *span;
}

Result<ExitCode> run_compare(const CompareChoices& given, Context& context) {
  const auto last = span_back(given.last);
  if (!last) return last.error();
  ProgressBar progress(context);
  auto client = connect(context, progress.observer());
  if (!client) return client.error();
  if (auto checked = check_media(given.list, client->contract()); !checked) return checked.error();
  auto output = DataOutput::open(context, given.list.output);
  if (!output) return output.error();
  if (auto met = meet_server(*client, context, &progress); !met) return met.error();

  const CompareQuery query{.last = *last,
                           .media = given.list.media,
                           .queues = given.list.queues,
                           .page_size = given.list.page_size};
  const auto report = compare_now({*client, context.clock, context.stop,
                                   [&progress](const ListingReport& so_far) { progress.show(so_far); }},
                                  query);
  progress.hide();
  if (!report) return report.error();
  const ReportOptions look = report_options(given, context, client->contract());
  write_report(output->sink(), *report, look);
  if (auto finished = output->finish(); !finished) return output->failed(finished.error());
  if (look.format != Format::table) tell(context, *report);
  return report->live.complete() && report->history.complete() ? ExitCode::ok : ExitCode::not_proven;
}

}  // namespace

void add_compare(CommandSet& commands) {
  const auto given = std::make_shared<CompareChoices>();
  Options options;
  options.value("--last", "SPAN", &given->last, "How far back history is read, by the conversation's start")
      .defaults_to("24h");
  options.flag("-a,--all", given->all, "List also the conversations that are as they should be");
  declare_filters(options, given->list);
  options.value("--page-size", "N", &given->list.page_size, "Conversations asked for at once")
      .between(1, 100)
      .defaults_to("100");
  declare_output(options, given->list);
  commands.add(
      {.name = "compare",
       .group = Command::Group::ask,
       .summary = "Join what live and history say of the same conversations",
       .description =
           "Reads the live listing and then the history of the last day, joins them by conversation, and "
           "says "
           "for each: still open, closed and awaited in history since when, different and in what, or no "
           "longer live. On the platform history holds open conversations as well, so that each should be on "
           "both sides. Then counts, how long history takes, and the server's totals against what came. "
           "Exit code 3 when a side could not be shown to be complete.",
       .examples = "# what differs between now and then\n"
                   "nowthen compare\n"
                   "# ids that history still owes us\n"
                   "nowthen compare --format ndjson | jq -r 'select(.finding == \"awaiting_history\").id'\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_compare(*given, context); }});
}

}  // namespace nowthen::cli

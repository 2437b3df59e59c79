#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "asof/read_asof.hpp"
#include "cli/command.hpp"
#include "cli/commands/asof_report.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/data_output.hpp"
#include "cli/commands/list_options.hpp"
#include "cli/commands/writer_options.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/output/show_time.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

struct AsOfOptions {
  ListOptions list;
  std::string at;
  int rows = 40;
};

void write(const asof::View& view, const AsOfOptions& given, const Context& context, TextSink& sink) {
  const Format format = format_of(given.list, context);
  const auto table = table_options(context, context.out_is_terminal && !given.list.writes_file());
  if (format == Format::json) return sink.append(asof_json(view));
  if (format == Format::table)
    return sink.append(asof_text(view, {.show_instant = wall_clock(context.settings.zone),
                                        .zone_name = context.settings.zone.name(),
                                        .table = table,
                                        .rows = static_cast<std::size_t>(given.rows)}));
  const auto writer =
      make_result_writer(sink, asof_fields(),
                         {.format = format,
                          .zone = context.settings.zone,
                          .table = table,
                          .formulas = given.list.csv_guard ? Formulas::guarded : Formulas::kept});
  writer->begin();
  write_asof_rows(view, *writer);
  writer->end();
}

/// What it may lack, one line each, and one hint for all.
ExitCode tell(const asof::View& view, const Context& context) {
  const ShowInstant show = wall_clock(context.settings.zone);
  if (view.gap)
    context.err << fmt::format(
        "note: the live feed {} from {} {} ({})\n",
        view.gap->is_unkept() ? "kept nothing of what it saw" : "may have missed something",
        show(view.gap->began_at), view.gap->ended_at ? "until " + show(*view.gap->ended_at) : "on",
        printable(view.gap->cause));
  for (const std::string& doubt : view.doubts) context.err << "note: " << doubt << '\n';
  if (!view.gap && view.doubts.empty()) return ExitCode::ok;
  context.err << "hint: nowthen sync reads what history has; nowthen status says how far it is\n"
              << std::flush;
  return ExitCode::not_proven;
}

Result<ExitCode> run_asof(const AsOfOptions& given, Context& context) {
  const auto at = parse_time(given.at, context.time_frame());
  if (!at) return at.error();
  const auto access = open_for_reading(context, "asof");
  if (!access) return access.error();
  const auto view = asof::read_asof(
      *access->tables,
      {.at = *at, .now = context.clock.now(), .queues = given.list.queues, .media = given.list.media},
      context.stop);
  if (!view) return view.error();
  auto output = DataOutput::open(context, given.list.output);
  if (!output) return output.error();
  write(*view, given, context, output->sink());
  if (auto finished = output->finish(); !finished) return output->failed(finished.error());
  return tell(*view, context);
}

}  // namespace

void add_asof(CommandSet& commands) {
  const auto given = std::make_shared<AsOfOptions>();
  Options options;
  options.argument("INSTANT", &given->at, "When: an instant, a local time, now, or a span back such as -90m")
      .must_be_given();
  declare_filters(options, given->list);
  options.value("--rows", "N", &given->rows, "Conversations in the table at most")
      .between(1, 1'000'000)
      .defaults_to("40");
  declare_output(options, given->list);
  commands.add(
      {.name = "asof",
       .group = Command::Group::keep,
       .summary = "Show the contact centre as it was at an instant",
       .description =
           "Shows who waited, rang, talked, held and wrapped up at that instant, by queue and by "
           "conversation, "
           "and since when. From history where the ledger says that the day is complete, else from what the "
           "live feed saw; each conversation says which, and as of when. Asks the data set alone. Exit code "
           "3 "
           "when something may be missing: the day is not complete, or the feed had a gap.",
       .examples = "# the floor at 14:32\n"
                   "nowthen asof 2026-11-24T14:32\n"
                   "# who had been waiting an hour ago, the longest first\n"
                   "nowthen asof -1h --format json | jq '.conversations[] | select(.state == \"waiting\")'\n"
                   "# one queue, for a spreadsheet\n"
                   "nowthen asof 2026-11-24T14:32 --queue QUEUE_ID --format csv -o floor.csv\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_asof(*given, context); }});
}

}  // namespace nowthen::cli

#include <memory>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/export_manifest.hpp"
#include "cli/commands/export_run.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct ExportOptions {
  std::string as = "parquet";
  std::string to;
  std::vector<std::string> tables;
  std::string from;
  std::string to_day;
  bool spreadsheet_safe = false;
};

/// The local day of a time expression; empty for an empty one.
Result<std::string> day_of(const std::string& text, const TimeFrame& frame) {
  if (text.empty()) return std::string();
  const auto instant = parse_time(text, frame);
  if (!instant) return instant.error();
  constexpr std::size_t date_size = 10;
  return format_local(*instant, frame.zone).substr(0, date_size);
}

Result<DayRange> range_of(const ExportOptions& given, const TimeFrame& frame) {
  const auto from = day_of(given.from, frame);
  if (!from) return from.error();
  const auto to = day_of(given.to_day, frame);
  if (!to) return to.error();
  if (!from->empty() && !to->empty() && *from >= *to)
    return usage_error("--to-day " + *to + " is not after --from " + *from,
                       "the day of --to-day is not included: for one day, name the next");
  return DayRange{.from = *from, .to = *to};
}

Result<ExitCode> run(const ExportOptions& given, Context& context) {
  if (given.to.empty())
    return usage_error("--to is missing: into which folder?", "nowthen export --to FOLDER");
  ExportRequest request{.form = {.format = parse_export_format(given.as).value_or(ExportFormat::parquet),
                                 .spreadsheet_safe = given.spreadsheet_safe},
                        .to = given.to,
                        .tables = {},
                        .range = {}};
  if (given.spreadsheet_safe && request.form.format != ExportFormat::csv)
    return usage_error("--spreadsheet-safe is for CSV alone",
                       "nowthen export --as csv --spreadsheet-safe ...");
  auto tables = chosen_tables(given.tables);
  if (!tables) return tables.error();
  request.tables = *std::move(tables);
  auto range = range_of(given, context.time_frame());
  if (!range) return range.error();
  request.range = *std::move(range);
  return run_export(request, context);
}

}  // namespace

void add_export(CommandSet& commands) {
  const auto given = std::make_shared<ExportOptions>();
  Options options;
  options.value("--as", "FORMAT", &given->as, "What the files are")
      .one_of({"parquet", "csv", "ndjson"})
      .defaults_to("parquet");
  options.value("--to", "DIR", &given->to, "The folder: new, empty, or that of an earlier export")
      .names_a_file();
  options.value("--table", "NAME", &given->tables,
                "Only these tables and views; several with commas or repeated");
  options.value("--from", "DAY", &given->from, "First day").defaults_to("the first there is");
  options.value("--to-day", "DAY", &given->to_day, "End of the days, not included").defaults_to("no end");
  options.flag("--spreadsheet-safe", given->spreadsheet_safe,
               "In CSV, let no cell become a formula in a spreadsheet");
  commands.add(
      {.name = "export",
       .group = Command::Group::keep,
       .summary = "Write the tables as Parquet, CSV or NDJSON files, a file a day",
       .description =
           "Writes tables and views into a folder, one file for each day on which conversations started, as "
           "--time-zone has it: TABLE/day=2026-11-20/data.parquet. Again into the same folder, it writes "
           "only "
           "days whose content has changed, and removes those that have gone. manifest.json lists every file "
           "with its rows and SHA-256; files appear whole, also after Ctrl-C.",
       .examples = "# everything, as Parquet; the next time only what changed\n"
                   "nowthen export --to warehouse\n"
                   "# two tables of one month, as CSV for spreadsheets\n"
                   "nowthen export --as csv --spreadsheet-safe --table conversations,agent_legs \\\n"
                   "  --from 2026-11-01 --to-day 2026-12-01 --to november\n"
                   "# only whole days: without today's\n"
                   "nowthen export --as ndjson --to-day today --to archive\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run(*given, context); }});
}

}  // namespace nowthen::cli

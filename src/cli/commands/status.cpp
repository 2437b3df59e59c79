#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/read_status.hpp"
#include "cli/commands/status_report.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/time_expression.hpp"

namespace nowthen::cli {
namespace {

struct StatusGiven {
  std::optional<std::string> format;
  std::string due = "36h";
  int weeks = 8;
};

Result<ExitCode> run_status(const StatusGiven& given, Context& context) {
  const auto due = parse_span(given.due);
  if (!due) return due.error();
  const auto access = open_for_reading(context, "status");
  if (!access) return access.error();
  const auto status = read_status(*access->tables, context.clock.now(), *due, context.stop);
  if (!status) return status.error();
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? status_text(*status, {.zone = context.settings.zone,
                                               .weeks = static_cast<std::size_t>(given.weeks),
                                               .palette = Palette(context.color_out())})
                       : status_json(*status));
  return status->overdue_days() == 0 ? ExitCode::ok : ExitCode::not_proven;
}

}  // namespace

void add_status(CommandSet& commands) {
  const auto given = std::make_shared<StatusGiven>();
  Options options;
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  options.value("--due", "SPAN", &given->due, "So long after its end a day should be complete")
      .defaults_to("36h");
  options.value("--weeks", "N", &given->weeks, "Weeks that the calendar shows")
      .between(1, 520)
      .defaults_to("8");
  commands.add(
      {.name = "status",
       .group = Command::Group::keep,
       .summary = "Show how fresh and how well proven the data set is",
       .description =
           "Shows how fresh each surface is, the state of each day as a calendar, what is going on or waits, "
           "what the last runs of sync asked and what one would ask now, and how late conversations showed. "
           "Asks the data set alone, also while a sync runs; changes nothing. Exit code 3 when a day that "
           "should be complete by now is not.",
       .examples = "# how far is it?\n"
                   "nowthen status\n"
                   "# for an alarm: the days that are overdue\n"
                   "nowthen status --format json | jq '.days[] | select(.overdue)'\n"
                   "# the last year\n"
                   "nowthen status --weeks 52\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_status(*given, context); }});
}

}  // namespace nowthen::cli

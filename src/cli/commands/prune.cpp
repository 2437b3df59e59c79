#include "extract/prune.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/prune_plan.hpp"
#include "cli/commands/prune_report.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/data_alone.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct PruneOptions {
  std::string before;
  std::string keep;
  std::vector<std::string> what;
  bool is_dry = false;
  std::optional<std::string> format;

  bool wants(const char* name) const {
    return what.empty() || std::find(what.begin(), what.end(), name) != what.end();
  }
};

/// The instant that the command line names, for all that is wanted alike; nothing where it names none.
Result<std::optional<Instant>> given_instant(const PruneOptions& given, const Context& context) {
  if (!given.before.empty() && !given.keep.empty())
    return usage_error("--before and --keep say the same in two ways", "give one of them");
  if (!given.before.empty()) {
    auto at = parse_time(given.before, context.time_frame());
    if (!at) return at.error();
    if (*at > context.clock.now())
      return usage_error("--before lies in the future", "give a time that is over");
    return std::optional(*at);
  }
  if (given.keep.empty()) return std::optional<Instant>();
  const auto span = parse_span(given.keep);
  if (!span) return span.error();
  return std::optional(context.clock.now() - *span);
}

Result<extract::PruneRequest> request_for(const PruneOptions& given, const Context& context) {
  const auto at = given_instant(given, context);
  if (!at) return at.error();
  const KeepSettings& keep = context.settings.keep;
  const auto before = [&](const char* name,
                          std::optional<std::chrono::milliseconds> span) -> std::optional<Instant> {
    if (!given.wants(name)) return std::nullopt;
    if (*at || !span) return *at;
    return context.clock.now() - *span;
  };
  extract::PruneRequest request{.tables = {.conversations = before("conversations", keep.conversations),
                                           .runs = before("runs", keep.runs)},
                                .archive = before("archive", keep.archive)};
  if (request.tables.is_nothing() && !request.archive)
    return usage_error(
        "it is not said how long anything is kept",
        "give --keep 400d or --before 2025-01-01, or write [retention] into the configuration");
  return request;
}

Result<extract::PruneReport> planned_by(access::Caller& owner, const extract::PruneRequest& request,
                                        const Context& context) {
  auto reply = owner.call(prune_plan_target, prune_request_text(request), context.stop);
  if (!reply) return reply.error();
  for (;;) {
    const auto line = (*reply)->next();
    if (!line) return line.error();
    if (!*line) return prune_plan_from((*reply)->end());
  }
}

Result<extract::PruneReport> planned(const extract::PruneRequest& request, const Context& context) {
  auto data = reach_data(context, "prune");
  if (!data) return data.error();
  if (auto* const owner = std::get_if<access::Caller>(&*data)) return planned_by(*owner, request, context);
  const auto& opened = std::get<OpenedData>(*data);
  auto connection = opened.tables.connect();
  if (!connection) return connection.error();
  return extract::plan_prune(opened.folder, *connection, request, context.stop);
}

Result<extract::PruneReport> done(const extract::PruneRequest& request, const Context& context) {
  if (auto there = require_data(context); !there) return there.error();
  auto alone = open_for_writing(context, "prune");
  if (!alone) return alone.error();
  return extract::prune(alone->data, request, context.clock.now(), context.stop);
}

Result<ExitCode> run_prune(const PruneOptions& given, Context& context) {
  const auto request = request_for(given, context);
  if (!request) return request.error();
  const auto report = given.is_dry ? planned(*request, context) : done(*request, context);
  if (!report) return report.error();
  const bool text = given.format.value_or(context.out_is_terminal ? "text" : "json") == "text";
  context.out << (text ? prune_text(*report, given.is_dry) : prune_json(*report, given.is_dry));
  if (!report->not_rewritten.empty())
    context.err << "warning: the rows are gone, but their space is not given back: "
                << neutralised(report->not_rewritten) << '\n';
  return ExitCode::ok;
}

}  // namespace

void add_prune(CommandSet& commands) {
  const auto given = std::make_shared<PruneOptions>();
  Options options;
  options.argument("WHAT", &given->what, "What is pruned; all three by default")
      .one_of({"archive", "conversations", "runs"});
  options.value("--before", "TIME", &given->before, "What is older goes");
  options.value("--keep", "SPAN", &given->keep, "What is older than this span goes, such as 400d")
      .defaults_to("what [retention] of the configuration says");
  options.flag("--dry-run", given->is_dry, "Say what would go, and change nothing");
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"text", "json"})
      .defaults_to("text on a terminal, else json");
  commands.add({.name = "prune",
                .group = Command::Group::keep,
                .summary = "Let go of what is older than it is to be kept",
                .description = "Removes conversations that ended before a time, with all their readings and "
                               "revisions, runs that began "
                               "before it, and segments of the archive of which nothing came later; the "
                               "tables' file is written anew, so "
                               "that it gets smaller and has nothing of what went. An open conversation "
                               "counts by its latest reading. "
                               "The archive says what was pruned: tables made anew from it do not bring it "
                               "back, and nowthen verify "
                               "tells it from what is missing. A conversation whose bytes were pruned and "
                               "whose rows are kept can no "
                               "longer be proven: verify counts those.",
                .examples = "# what would go?\n"
                            "nowthen prune --keep 400d --dry-run\n"
                            "# each for as long as [retention] of the configuration says\n"
                            "nowthen prune\n"
                            "# the bytes as they came for a quarter, rows for longer\n"
                            "nowthen prune archive --keep 90d\n",
                .options = std::move(options),
                .action = [given](Context& context) { return run_prune(*given, context); }});
}

}  // namespace nowthen::cli

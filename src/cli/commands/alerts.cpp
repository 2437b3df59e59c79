#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "alerts/parse.hpp"
#include "cli/command.hpp"
#include "cli/commands/alert_facts.hpp"
#include "cli/commands/alerts_report.hpp"
#include "cli/commands/commands.hpp"
#include "cli/context.hpp"
#include "cli/data_access.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

struct AlertsGiven {
  std::string action;
  std::string at = "now";
  std::optional<std::string> format;
};

/// All rules; each that cannot be understood is pointed out, and all of them at once are an error.
Result<std::vector<alerts::Rule>> understood(const Context& context) {
  const NoticeSettings& notices = context.settings.notices;
  if (notices.alerts.empty())
    return usage_error("there are no alerts in the configuration",
                       R"(write [[alerts]], name = "many wait" and when = "queue.waiting > 10 for 2m")");
  std::vector<alerts::Rule> rules;
  for (const AlertEntry& each : notices.alerts) {
    auto made = alerts::make_rule(each.rule);
    if (auto* rule = std::get_if<alerts::Rule>(&made)) {
      rules.push_back(std::move(*rule));
      continue;
    }
    const auto& fault = std::get<alerts::RuleFault>(made);
    context.err << fmt::format("{}:{}: alert '{}', {}:\n{}", neutralised(notices.path), each.line,
                               neutralised(each.rule.name), fault.key,
                               alerts::pointed_out(fault.text, fault.fault));
  }
  const std::size_t bad = notices.alerts.size() - rules.size();
  if (bad > 0)
    return usage_error(fmt::format("{} of {} rules cannot be understood", bad, notices.alerts.size()),
                       "docs/guide/alerts.md has the fields and the grammar");
  return rules;
}

ExitCode tell_doubts(const asof::View& view, const Context& context) {
  for (const std::string& doubt : view.doubts) context.err << "note: " << doubt << '\n';
  context.err << std::flush;
  return view.doubts.empty() ? ExitCode::ok : ExitCode::not_proven;
}

Result<ExitCode> run_alerts(const AlertsGiven& given, Context& context) {
  const auto at = parse_time(given.at, context.time_frame());
  if (!at) return at.error();
  auto rules = understood(context);
  if (!rules) return rules.error();
  const auto access = open_for_reading(context, "alerts");
  if (!access) return access.error();
  AlertFacts facts;
  const auto read = read_alert_facts(*access->tables, *at, context.clock.now(), facts, context.stop);
  if (!read) return read.error();
  std::vector<AlertTrial> trials;
  bool is_rate_unknown = false;
  for (alerts::Rule& rule : *rules) {
    const auto span = alerts::rate_span(rule);
    is_rate_unknown = is_rate_unknown || (span.count() > 0 && !facts.abandons.covers(span));
    auto held = alerts::held_now(rule, facts.facts);
    trials.push_back({std::move(rule), std::move(held)});
  }
  if (is_rate_unknown)
    facts.view.doubts.emplace_back(
        "the live feed has not kept how waits ended for the whole span of a rule's abandon rate: that rate "
        "is "
        "not known");
  const bool table = given.format.value_or(context.out_is_terminal ? "table" : "json") == "table";
  context.out << (table ? alerts_text(trials, facts.view) : alerts_json(trials, *at));
  return tell_doubts(facts.view, context);
}

}  // namespace

void add_alerts(CommandSet& commands) {
  const auto given = std::make_shared<AlertsGiven>();
  Options options;
  options.argument("ACTION", &given->action, "What to do").one_of({"test"}).must_be_given();
  options.value("--at", "INSTANT", &given->at, "Against the floor of when").defaults_to("now");
  options.value("--format", "FORMAT", &given->format, "How it is written")
      .one_of({"table", "json"})
      .defaults_to("table on a terminal, else json");
  commands.add(
      {.name = "alerts",
       .group = Command::Group::keep,
       .summary = "Try the rules of alerts on the floor of now or then",
       .description =
           "Reads the rules of the configuration ([[alerts]]), points at what cannot be understood, and says "
           "for which queues, conversations or incidents each of them holds at an instant. Nothing is sent; "
           "while it runs, nowthen serve holds the rules against the floor every second.",
       .examples = "# would anything fire now?\n"
                   "nowthen alerts test\n"
                   "# and at the worst moment of Monday?\n"
                   "nowthen alerts test --at 2026-11-23T10:40\n",
       .options = std::move(options),
       .action = [given](Context& context) { return run_alerts(*given, context); }});
}

}  // namespace nowthen::cli

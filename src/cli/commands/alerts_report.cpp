#include "cli/commands/alerts_report.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "alerts/quantity.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

std::string span_text(std::chrono::milliseconds span) {
  return alerts::quantity_text(alerts::Kind::duration, static_cast<double>(span.count()));
}

/// `queue Sales`; `feed` for what is about no one thing.
std::string subject_text(const alerts::Rule& rule, const std::string& subject, const asof::View& view) {
  if (subject.empty()) return std::string(alerts::name_of(rule.scope));
  const std::string& shown = rule.scope == alerts::Scope::queue ? view.queue_name(QueueId(subject)) : subject;
  return fmt::format("{} {}", alerts::name_of(rule.scope), printable(shown));
}

std::string values_text(const alerts::Held& held) {
  std::string text;
  for (const auto& [field, value] : held.values)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", field, value);
  return text;
}

std::string verdict(const AlertTrial& trial) {
  if (trial.held.empty()) return "does not hold";
  if (trial.rule.span == std::chrono::milliseconds(0))
    return fmt::format("would fire, for {}", trial.held.size());
  return fmt::format("holds for {}; would fire where it has for {}", trial.held.size(),
                     span_text(trial.rule.span));
}

}  // namespace

std::string alerts_text(const std::vector<AlertTrial>& trials, const asof::View& view) {
  std::string text;
  for (const AlertTrial& trial : trials) {
    text += fmt::format("{}: {}\n", printable(trial.rule.name), verdict(trial));
    text += fmt::format("  when {}\n", printable(trial.rule.text));
    for (const alerts::Held& held : trial.held)
      text += fmt::format("  {}: {}\n", subject_text(trial.rule, held.subject, view), values_text(held));
  }
  return text;
}

std::string alerts_json(const std::vector<AlertTrial>& trials, Instant at) {
  json::array rules;
  for (const AlertTrial& trial : trials) {
    json::array subjects;
    for (const alerts::Held& held : trial.held) {
      json::object values;
      for (const auto& [field, value] : held.values) values[field] = value;
      subjects.push_back(json::object{{"subject_id", held.subject}, {"values", std::move(values)}});
    }
    rules.push_back(json::object{{"name", trial.rule.name},
                                 {"when", trial.rule.text},
                                 {"about", alerts::name_of(trial.rule.scope)},
                                 {"for_ms", trial.rule.span.count()},
                                 {"holds", std::move(subjects)}});
  }
  return json::serialize(json::object{{"at", format_instant(at)}, {"rules", std::move(rules)}}) + '\n';
}

}  // namespace nowthen::cli

#include "alerts/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/shown_text.hpp"

namespace nowthen::alerts {
namespace {

constexpr std::size_t longest_name = 100;

RuleFault about(std::string key, const std::string& text, std::string what) {
  return {
      .key = std::move(key), .text = text, .fault = {.position = 0, .length = 0, .what = std::move(what)}};
}

std::optional<RuleFault> fault_of_name(const std::string& name) {
  if (name.empty()) return about("name", name, "an alert needs a name of its own");
  if (name.size() > longest_name)
    return about("name", name, fmt::format("a name has at most {} bytes", longest_name));
  if (shown(name, longest_name) != name) return about("name", name, "a name is one line of UTF-8");
  return std::nullopt;
}

std::optional<RuleFault> take_clear(const RuleText& text, Rule& rule) {
  ParsedWhen clear = parse_when(text.clear);
  if (!clear.when) return RuleFault{.key = "clear", .text = text.clear, .fault = std::move(clear.fault)};
  if (clear.when->scope != rule.scope && clear.when->scope != Scope::feed)
    return about("clear", text.clear,
                 fmt::format("expected a condition about the {}, as when is", name_of(rule.scope)));
  rule.clear = clear.when->condition;
  rule.clear_is_negated = false;
  rule.clear_span = clear.when->span.value_or(rule.span);
  return std::nullopt;
}

}  // namespace

std::variant<Rule, RuleFault> make_rule(const RuleText& text) {
  if (auto fault = fault_of_name(text.name)) return *std::move(fault);
  ParsedWhen parsed = parse_when(text.when);
  if (!parsed.when) return RuleFault{.key = "when", .text = text.when, .fault = std::move(parsed.fault)};
  const When& when = *parsed.when;
  const auto span = when.span.value_or(std::chrono::milliseconds(0));
  Rule rule{.name = text.name,
            .text = text.when,
            .clear_text = text.clear,
            .condition = when.condition,
            .span = span,
            .clear = when.condition.eased(),
            .clear_span = span,
            .scope = when.scope,
            .queues = text.queues,
            .media = text.media};
  if (text.clear.empty()) return rule;
  if (auto fault = take_clear(text, rule)) return *std::move(fault);
  return rule;
}

std::chrono::milliseconds rate_span(const Rule& rule) {
  std::chrono::milliseconds longest{0};
  for (const Condition* condition : {&rule.condition, &rule.clear})
    for (const Comparison& each : condition->comparisons()) longest = std::max(longest, each.over);
  return longest;
}

bool says_the_same(const Rule& one, const Rule& other) {
  return std::tie(one.name, one.text, one.clear_text, one.queues, one.media) ==
         std::tie(other.name, other.text, other.clear_text, other.queues, other.media);
}

std::string one_line(const std::string& name, const RuleFault& fault) {
  const std::string where =
      fault.key == "name" ? std::string() : fmt::format("character {}: ", fault.fault.position + 1);
  return fmt::format("alerts '{}': {}: {}{}", shown(name, longest_name), fault.key, where, fault.fault.what);
}

}  // namespace nowthen::alerts

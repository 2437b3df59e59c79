#include "simulator/faults/script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <variant>

#include "simulator/http/json_object.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

constexpr std::size_t most_rules = 1000;
constexpr std::int64_t most_requests = 1'000'000'000;
constexpr double most_seconds = 10'000'000;

Clock::Ticks ticks_of(double seconds) {
  return std::chrono::duration_cast<Clock::Ticks>(std::chrono::duration<double>(seconds));
}

Result<void> read_match(const json::value* value, const std::string& where, Match& match) {
  if (value == nullptr) return {};
  ObjectReader reader(*value, where + ": match");
  if (const auto name = reader.text("endpoint", 40)) {
    match.endpoint = endpoint_named(*name);
    if (!match.endpoint)
      reader.refuse("endpoint",
                    "must be token, introspect, live, history, unknown, or one of the platform's");
  }
  match.method = reader.text("method", 20).value_or("");
  match.path = reader.text("path").value_or("");
  match.topic = reader.text("topic").value_or("");
  if (const auto page = reader.integer("page", 1, 1'000'000'000)) match.page = static_cast<int>(*page);
  return reader.finish();
}

/// A frame has a topic and nothing of a request, a request no topic.
void check_subject(ObjectReader& reader, const ActionSpec& action, Match& match) {
  match.is_about_frames = action.apply_to_frame != nullptr;
  const bool names_request = match.endpoint || !match.method.empty() || !match.path.empty() || match.page;
  if (match.is_about_frames && names_request)
    reader.refuse("match", "of an action on frames can only name a topic");
  if (!match.is_about_frames && !match.topic.empty())
    reader.refuse("match", "can only name a topic for an action on frames");
}

void read_times(ObjectReader& reader, Match& match) {
  match.from = reader.instant("from");
  match.to = reader.instant("to");
  if (match.from && match.to && *match.from >= *match.to) reader.refuse("to", "must be after from");
  if (const auto after = reader.number("after_seconds", 0, most_seconds)) match.after = ticks_of(*after);
  if (const auto until = reader.number("until_seconds", 0, most_seconds)) match.until = ticks_of(*until);
  if (match.after && match.until && *match.after >= *match.until)
    reader.refuse("until_seconds", "must be above after_seconds");
}

void read_at(ObjectReader& reader, Trigger& trigger) {
  const json::value* value = reader.any("at");
  if (value == nullptr) return;
  const json::array single{*value};
  const json::array& list = value->is_array() ? value->get_array() : single;
  if (list.empty() || list.size() > 10'000) reader.refuse("at", "must name 1 to 10000 requests");
  for (const json::value& each : list) {
    json::error_code code;
    const auto number = each.to_number<std::int64_t>(code);
    if (code || number < 1 || number > most_requests)
      reader.refuse("at", "must be whole numbers from 1 to 1000000000");
    trigger.at.push_back(number);
  }
}

void read_trigger(ObjectReader& reader, Trigger& trigger) {
  read_at(reader, trigger);
  trigger.every = reader.integer("every", 1, most_requests);
  trigger.probability = reader.number("probability", 0, 1);
  trigger.for_requests = reader.integer("for_requests", 1, most_requests);
  const int ways = (trigger.at.empty() ? 0 : 1) + (trigger.every ? 1 : 0) + (trigger.probability ? 1 : 0);
  if (ways > 1) reader.refuse("at", "every and probability exclude one another");
}

/// The action's name: `do` itself, or the one that stands for a status given as a number.
std::string read_action_name(ObjectReader& reader, Parameters& parameters) {
  const json::value* value = reader.any("do");
  if (value == nullptr) {
    reader.refuse("do", "is missing");
    return {};
  }
  if (!value->is_number()) return reader.text("do", 60).value_or("");
  const auto status = reader.integer("do", 400, 599).value_or(500);
  if (status == 401) return "unauthorized";
  if (status == 403) return "forbidden";
  if (status == 429) return "throttle";
  parameters.set("status", status);
  return "status";
}

void read_text_parameter(ObjectReader& reader, const ParameterSpec& spec, Parameters& parameters) {
  const auto text = reader.text(spec.name, static_cast<std::size_t>(spec.most));
  if (!text) return;
  if (!spec.words.empty() && std::find(spec.words.begin(), spec.words.end(), *text) == spec.words.end())
    reader.refuse(spec.name, fmt::format("must be one of {}", fmt::join(spec.words, ", ")));
  parameters.set(spec.name, *text);
}

void read_parameter(ObjectReader& reader, const ParameterSpec& spec, Parameters& parameters) {
  if (std::holds_alternative<std::string>(spec.otherwise))
    return read_text_parameter(reader, spec, parameters);
  if (std::holds_alternative<bool>(spec.otherwise)) {
    if (const auto given = reader.boolean(spec.name)) parameters.set(spec.name, *given);
  } else if (std::holds_alternative<double>(spec.otherwise)) {
    if (const auto given = reader.number(spec.name, spec.least, spec.most)) parameters.set(spec.name, *given);
  } else {
    const auto given = reader.integer(spec.name, static_cast<std::int64_t>(spec.least),
                                      static_cast<std::int64_t>(spec.most));
    if (given) parameters.set(spec.name, *given);
  }
}

Result<Rule> read_rule(const json::value& value, std::size_t number) {
  ObjectReader reader(value, fmt::format("faults: rule {}", number));
  Rule rule;
  Parameters from_status;
  const std::string name = read_action_name(reader, from_status);
  rule.name = reader.text("name", 100).value_or(name);
  rule.action = find_action(name);
  if (rule.action == nullptr) {
    reader.refuse("do", fmt::format("names no action: '{}'", name));
    return reader.finish().error();
  }
  const json::value* match = reader.any("match");
  if (const auto done = read_match(match, reader.where(), rule.match); !done) return done.error();
  check_subject(reader, *rule.action, rule.match);
  read_times(reader, rule.match);
  read_trigger(reader, rule.trigger);
  for (const ParameterSpec& spec : rule.action->parameters) {
    const bool is_status_of_do = spec.name == "status" && value.at("do").is_number();
    rule.parameters.set(spec.name, is_status_of_do ? from_status.integer("status") : spec.otherwise);
    if (!is_status_of_do) read_parameter(reader, spec, rule.parameters);
  }
  if (const auto done = reader.finish(); !done) return done.error();
  return rule;
}

}  // namespace

bool Match::accepts(const FrameFacts& facts) const {
  if (facts.topic == opening_topic && topic != opening_topic) return false;
  return is_about_frames && facts.topic.find(topic) != std::string_view::npos &&
         (!from || *from <= facts.now) && (!to || facts.now < *to) && (!after || *after <= facts.elapsed) &&
         (!until || facts.elapsed < *until);
}

bool Match::accepts(const RequestFacts& facts) const {
  if (is_about_frames) return false;
  const bool is_meant = !endpoint || *endpoint == facts.endpoint ||
                        (*endpoint == Endpoint::platform && is_platform(facts.endpoint));
  return is_meant && (method.empty() || method == facts.method) && (path.empty() || path == facts.path) &&
         (!page || *page == facts.page) && (!from || *from <= facts.now) && (!to || facts.now < *to) &&
         (!after || *after <= facts.elapsed) && (!until || facts.elapsed < *until);
}

Result<Script> parse_script(std::string_view text) {
  Script script;
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return script;
  const auto value = parse_json(text);
  if (!value) return Error{.kind = ErrorKind::invalid_request, .message = "faults: " + value.error().message};
  const json::object whole{{"rules", value->is_array() ? *value : json::value(json::array())}};
  ObjectReader reader(value->is_object() ? value->get_object() : whole, "faults");
  if (!value->is_object() && !value->is_array()) reader.refuse("the script", "must be an object or an array");
  script.seed = static_cast<std::uint64_t>(
      reader.integer("seed", 0, std::numeric_limits<std::int64_t>::max()).value_or(1));
  const json::array* rules = reader.array("rules", most_rules);
  if (const auto done = reader.finish(); !done) return done.error();
  for (std::size_t at = 0; rules != nullptr && at < rules->size(); ++at) {
    auto rule = read_rule((*rules)[at], at + 1);
    if (!rule) return rule.error();
    script.rules.push_back(std::move(*rule));
  }
  return script;
}

}  // namespace nowthen::sim

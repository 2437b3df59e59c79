#include "alerts/state_text.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace nowthen::alerts {
namespace {

namespace json = boost::json;

constexpr std::array scopes{Scope::feed, Scope::queue, Scope::conversation, Scope::incident};

void put(json::object& object, const char* key, const std::optional<Instant>& instant) {
  if (instant) object[key] = format_instant(*instant);
}

/// Text of a key; nothing where it is missing or something else.
std::optional<std::string_view> text_of(const json::object& object, const char* key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

/// False where there is something that is no instant.
bool take(const json::object& object, const char* key, std::optional<Instant>& instant) {
  if (!object.contains(key)) return true;
  const auto text = text_of(object, key);
  if (!text) return false;
  const auto read = parse_instant(*text);
  if (read) instant = *read;
  return read.has_value();
}

std::optional<Scope> scope_named(std::string_view name) {
  const auto* const found =
      std::find_if(scopes.begin(), scopes.end(), [name](Scope each) { return name_of(each) == name; });
  return found == scopes.end() ? std::nullopt : std::optional(*found);
}

bool take_standing(const json::value& value, State& state) {
  if (!value.is_object()) return false;
  const json::object& object = value.get_object();
  const auto rule = text_of(object, "rule");
  const auto subject = text_of(object, "subject");
  const auto scope = scope_named(text_of(object, "scope").value_or(""));
  Standing standing;
  if (!rule || !subject || !scope || !take(object, "fired_at", standing.fired_at) ||
      !take(object, "since", standing.since))
    return false;
  standing.scope = *scope;
  state.standings.insert_or_assign({std::string(*rule), std::string(*subject)}, standing);
  return true;
}

}  // namespace

std::string state_text(const State& state) {
  json::array standings;
  for (const auto& [place, standing] : state.standings) {
    json::object each{{"rule", place.first}, {"subject", place.second}, {"scope", name_of(standing.scope)}};
    put(each, "fired_at", standing.fired_at);
    put(each, "since", standing.since);
    standings.push_back(std::move(each));
  }
  json::object object{{"standings", std::move(standings)}};
  put(object, "at", state.at);
  return json::serialize(object);
}

std::optional<State> read_state(std::string_view text) {
  boost::system::error_code failed;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), failed);
  if (failed || !value.is_object()) return std::nullopt;
  const json::object& object = value.get_object();
  State state;
  const json::value* standings = object.if_contains("standings");
  if (!take(object, "at", state.at) || standings == nullptr || !standings->is_array()) return std::nullopt;
  for (const json::value& each : standings->get_array())
    if (!take_standing(each, state)) return std::nullopt;
  return state;
}

}  // namespace nowthen::alerts

#include "extract/sync/plan_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace nowthen::extract::plan_json {

std::optional<Instant> instant_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  const auto read = parse_instant(std::string_view(value->get_string()));
  return read ? std::optional(*read) : std::nullopt;
}

std::string text_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::vector<std::string> texts_in(const json::object& object, const char* name) {
  std::vector<std::string> texts;
  const json::value* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return texts;
  for (const json::value& each : list->get_array())
    if (each.is_string()) texts.emplace_back(each.get_string());
  return texts;
}

std::map<std::string, Instant> instants_in(const json::object& object, const char* name) {
  std::map<std::string, Instant> instants;
  const json::value* list = object.if_contains(name);
  if (list == nullptr || !list->is_object()) return instants;
  for (const auto& [key, at] : list->get_object())
    if (const auto instant = instant_in(list->get_object(), std::string(key).c_str()))
      instants.emplace(std::string(key), *instant);
  return instants;
}

void add_instants(const std::map<std::string, Instant>& instants, const char* name, json::object& to) {
  json::object object;
  for (const auto& [key, at] : instants) object[key] = format_instant(at);
  if (!object.empty()) to[name] = std::move(object);
}

bool is_true(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::int64_t number_in(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::optional<Interval> interval_in(const json::object& object) {
  const auto begin = instant_in(object, "begin");
  const auto end = instant_in(object, "end");
  if (!begin || !end || *end <= *begin) return std::nullopt;
  return Interval{*begin, *end};
}

json::array array_of(const std::vector<PagePlace>& places) {
  json::array list;
  for (const PagePlace& place : places) list.push_back(json::array{place.segment, place.offset});
  return list;
}

std::optional<std::vector<PagePlace>> places_in(const json::object& object) {
  const json::value* list = object.if_contains("places");
  if (list == nullptr || !list->is_array()) return std::nullopt;
  std::vector<PagePlace> places;
  for (const json::value& each : list->get_array()) {
    if (!each.is_array() || each.get_array().size() != 2) return std::nullopt;
    const json::value& segment = each.get_array()[0];
    const json::value& offset = each.get_array()[1];
    if (!segment.is_int64() || !offset.is_int64()) return std::nullopt;
    places.push_back({segment.get_int64(), offset.get_int64()});
  }
  return places;
}

std::optional<json::object> parsed(std::string_view text) {
  boost::system::error_code code;
  json::value value = json::parse(json::string_view(text.data(), text.size()), code);
  if (code || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

}  // namespace nowthen::extract::plan_json

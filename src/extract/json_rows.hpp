#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Rows as JSON objects and back, for pages of the archive that hold conclusions. A row's type has a function
/// `walk(row, each)` beside it that calls `each(name, member)` for every member: once to write, once to read.
namespace nowthen::extract::json_rows {

namespace json = boost::json;

inline json::value json_of(std::int64_t number) { return number; }
inline json::value json_of(Instant instant) { return json::string(format_instant(instant)); }
inline json::value json_of(const Interval& interval) {
  return json::array{json_of(interval.begin), json_of(interval.end)};
}
inline json::value json_of(const std::vector<std::string>& texts) {
  return json::array(texts.begin(), texts.end());
}

struct Writing {
  json::object& object;
  void operator()(const char* name, const std::string& text) {
    if (!text.empty()) object[name] = text;
  }
  template <class Member>
  void operator()(const char* name, const std::optional<Member>& member) {
    if (member) object[name] = json_of(*member);
  }
  template <class Member>
  void operator()(const char* name, const Member& member) {
    object[name] = json_of(member);
  }
};

inline bool read(const json::value& value, std::string& text) {
  if (!value.is_string()) return false;
  text = std::string(value.get_string());
  return true;
}
inline bool read(const json::value& value, std::int64_t& number) {
  if (!value.is_int64()) return false;
  number = value.get_int64();
  return true;
}
inline bool read(const json::value& value, Instant& instant) {
  if (!value.is_string()) return false;
  const auto read = parse_instant(std::string_view(value.get_string()));
  if (read) instant = *read;
  return read.has_value();
}
inline bool read(const json::value& value, Interval& interval) {
  if (!value.is_array() || value.get_array().size() != 2) return false;
  return read(value.get_array()[0], interval.begin) && read(value.get_array()[1], interval.end);
}
inline bool read(const json::value& value, std::vector<std::string>& texts) {
  if (!value.is_array()) return false;
  for (const json::value& each : value.get_array())
    if (!read(each, texts.emplace_back())) return false;
  return true;
}

struct Reading {
  const json::object& object;
  bool is_sound = true;

  template <class Member>
  void operator()(const char* name, std::optional<Member>& member) {
    if (const json::value* value = object.if_contains(name))
      is_sound = read(*value, member.emplace()) && is_sound;
  }
  template <class Member>
  void operator()(const char* name, Member& member) {
    if (const json::value* value = object.if_contains(name)) is_sound = read(*value, member) && is_sound;
  }
};

template <class Row>
json::array written(const std::vector<Row>& rows) {
  json::array list;
  for (Row row : rows) {
    json::object object;
    Writing writing{object};
    walk(row, writing);
    list.push_back(std::move(object));
  }
  return list;
}

template <class Row>
bool read_rows(const json::object& from, const char* name, std::vector<Row>& rows) {
  const json::value* list = from.if_contains(name);
  if (list == nullptr) return true;
  if (!list->is_array()) return false;
  for (const json::value& each : list->get_array()) {
    if (!each.is_object()) return false;
    Reading reading{each.get_object()};
    walk(rows.emplace_back(), reading);
    if (!reading.is_sound) return false;
  }
  return true;
}

}  // namespace nowthen::extract::json_rows

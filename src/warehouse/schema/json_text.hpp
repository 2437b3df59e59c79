#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "warehouse/schema/columns.hpp"

namespace nowthen::warehouse {

/// Each appends one JSON value to `out`. Text must be UTF-8; numbers come back as the same numbers.
void append_json(std::string& out, std::string_view text);
void append_json(std::string& out, std::int64_t number);
void append_json(std::string& out, double number);
void append_json(std::string& out, bool flag);
void append_json(std::string& out, Instant instant);

inline void append_json(std::string& out, const std::string& text) {
  append_json(out, std::string_view(text));
}

template <class Tag>
void append_json(std::string& out, const Id<Tag>& id) {
  append_json(out, std::string_view(id.str()));
}

/// An object of the members that say something, named as columns are; what they cannot hold is its `extra`.
template <class Struct>
requires requires { Columns<Struct>::list; }
void append_json(std::string& out, const Struct& part);

template <class Value>
void append_json(std::string& out, const std::vector<Value>& list) {
  out += '[';
  for (const Value& value : list) {
    if (out.back() != '[') out += ',';
    append_json(out, value);
  }
  out += ']';
}

namespace detail {

inline void begin_member(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ',';
  out.append("\"").append(name).append("\":");
}

template <class Value>
void append_member(std::string& out, const Column& column, const std::optional<Value>& value) {
  if (!value) return;
  begin_member(out, column.name);
  append_json(out, *value);
}

template <class Value>
void append_member(std::string& out, const Column& column, const Value& value) {
  if (value == Value{}) return;
  begin_member(out, column.name);
  if constexpr (std::is_same_v<Value, std::string>)
    if (column.type == ColumnType::json) {
      out += value;
      return;
    }
  append_json(out, value);
}

}  // namespace detail

template <class Struct>
requires requires { Columns<Struct>::list; }
void append_json(std::string& out, const Struct& part) {
  out += '{';
  std::apply(
      [&](const auto&... entry) { (detail::append_member(out, entry.column, part.*entry.member), ...); },
      Columns<Struct>::list);
  out += '}';
}

}  // namespace nowthen::warehouse

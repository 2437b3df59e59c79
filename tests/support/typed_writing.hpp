#pragma once
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/number.hpp>
#include <optional>

#include "genesys/platform/fields.hpp"

namespace nowthen::testing {

/// Writes a model type as the API would: the way back from a decoder, to see that it lost nothing.
template <class Struct>
boost::json::value json_of(const Struct& part);

inline boost::json::value json_of(const std::string& text) { return boost::json::string(text); }
inline boost::json::value json_of(bool flag) { return flag; }
inline boost::json::value json_of(std::int64_t number) { return number; }
inline boost::json::value json_of(double number) { return number; }
inline boost::json::value json_of(const Instant& instant) {
  return boost::json::string(format_instant(instant));
}
inline boost::json::value json_of(const Number& number) {
  return std::visit([](auto value) { return boost::json::value(value); }, number);
}
template <class Tag>
boost::json::value json_of(const Id<Tag>& id) {
  return json_of(id.str());
}

template <class Value>
std::optional<boost::json::value> member_json(const Value& value) {
  if (value == Value{}) return std::nullopt;
  return json_of(value);
}
template <class Value>
std::optional<boost::json::value> member_json(const std::optional<Value>& value) {
  if (!value) return std::nullopt;
  return json_of(*value);
}
template <class Value>
std::optional<boost::json::value> member_json(const std::vector<Value>& values) {
  if (values.empty()) return std::nullopt;
  boost::json::array array;
  for (const auto& value : values) array.push_back(json_of(value));
  return array;
}
inline std::optional<boost::json::value> member_json(const std::vector<NamedText>& texts) {
  if (texts.empty()) return std::nullopt;
  boost::json::object object;
  for (const auto& text : texts) object[text.name] = text.value;
  return object;
}
inline std::optional<boost::json::value> member_json(const std::vector<NamedTexts>& texts) {
  if (texts.empty()) return std::nullopt;
  boost::json::object object;
  for (const auto& text : texts) object[text.name] = *member_json(text.values);
  return object;
}

template <class Struct>
boost::json::value json_of(const Struct& part) {
  boost::json::object object;
  std::apply(
      [&](const auto&... field) {
        const auto write = [&](const auto& one) {
          if (auto json = member_json(part.*one.place)) object[one.name] = *std::move(json);
        };
        (write(field), ...);
      },
      genesys::platform::Fields<Struct>::list);
  if (part.extra.empty()) return object;
  const auto extras = boost::json::parse(part.extra);
  for (const auto& extra : extras.as_object()) object[extra.key()] = extra.value();
  return object;
}

/// The same value whatever the spelling of instants and numbers.
inline boost::json::value canonical(const boost::json::value& value) {
  if (const auto* object = value.if_object()) {
    boost::json::object all;
    for (const auto& member : *object) all[member.key()] = canonical(member.value());
    return all;
  }
  if (const auto* array = value.if_array()) {
    boost::json::array all;
    for (const auto& element : *array) all.push_back(canonical(element));
    return all;
  }
  if (const auto* text = value.if_string())
    if (const auto instant = parse_instant(std::string_view(text->data(), text->size())))
      return boost::json::string(format_instant(*instant));
  if (const auto* number = value.if_double();
      number && std::abs(*number) < 1e15 && std::trunc(*number) == *number)
    return static_cast<std::int64_t>(*number);
  if (const auto* number = value.if_uint64()) return static_cast<std::int64_t>(*number);
  return value;
}

}  // namespace nowthen::testing

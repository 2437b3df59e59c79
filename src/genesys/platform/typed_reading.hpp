#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/named_text.hpp>
#include <nowthen/model/number.hpp>
#include <optional>
#include <utility>

#include "genesys/platform/fields.hpp"
#include "genesys/reading/json_reading.hpp"

namespace nowthen::genesys::platform {

using reading::JsonReading;
namespace ondemand = simdjson::ondemand;

/// Reads JSON into model types by the tables of their fields, in one pass.
///
/// Stops at the first value that is not what it should be; `reason()` then says where and what. A field that
/// a table does not know is kept as text in `extra` of its level, and so is a known one whose value its
/// member cannot tell from absence. Of a name that comes twice the last counts. Memory is bounded by the size
/// of what is read.
class TypedReading {
 public:
  /// @param document  the one that is read, standing at its root
  TypedReading(ondemand::document& document, std::size_t size_bytes)
      : document_(&document), budget_bytes_(allowance(size_bytes)) {}

  /// Reads the whole document into `out`, which is as it was made.
  template <class Struct>
  bool read_root(Struct& out) {
    ondemand::object root;
    if (document_->get_object().get(root) != simdjson::SUCCESS) return fail("not an object");
    if (!object(root, out)) return false;
    if (document_->current_location().error() == simdjson::OUT_OF_BOUNDS) return true;
    return fail("more text after the object");
  }

  /// Such as `participants[2].sessions[0].segments[1].segmentEnd: not an instant`.
  std::string reason() const;

 private:
  template <class Struct>
  using Reader = bool (*)(TypedReading&, ondemand::value&, Struct&);

  /// A field's name as it stands in the text, and as it is meant.
  struct Key {
    std::string_view raw;
    std::string_view text;
  };

  static constexpr std::size_t allowance(std::size_t size_bytes) { return 64 * size_bytes + (1U << 20U); }

  template <class Struct>
  bool object(ondemand::object& json, Struct& out);
  template <class Struct>
  bool object(ondemand::value& value, Struct& out) {
    ondemand::object json;
    return value.get_object().get(json) == simdjson::SUCCESS ? object(json, out) : fail("not an object");
  }

  template <class Struct, std::size_t index>
  static bool read_field(TypedReading& reading, ondemand::value& value, Struct& out) {
    return reading.read(value, out.*std::get<index>(Fields<Struct>::list).place);
  }

  template <class Struct, std::size_t... index>
  static constexpr std::array<Reader<Struct>, sizeof...(index)> readers(std::index_sequence<index...>) {
    return {&read_field<Struct, index>...};
  }

  // Each gives whether its member now says what the text says; false also after `fail`.
  bool read(ondemand::value& value, std::string& text);
  bool read(ondemand::value& value, std::optional<std::string>& text);
  bool read(ondemand::value& value, std::optional<bool>& flag);
  bool read(ondemand::value& value, std::optional<std::int64_t>& number);
  bool read(ondemand::value& value, std::optional<double>& number);
  bool read(ondemand::value& value, std::optional<Number>& number);
  bool read(ondemand::value& value, std::optional<Instant>& instant);
  bool read(ondemand::value& value, std::vector<NamedText>& texts);
  bool read(ondemand::value& value, std::vector<NamedTexts>& texts);

  template <class Tag>
  bool read(ondemand::value& value, Id<Tag>& id) {
    std::string text;
    const bool held = read(value, text);
    id = Id<Tag>(std::move(text));
    return held;
  }

  template <class Element>
  bool read(ondemand::value& value, std::vector<Element>& list);

  template <class Struct>
  bool read(ondemand::value& value, std::optional<Struct>& part) {
    part.reset();
    return !JsonReading::is_null(value) && object(value, part.emplace());
  }

  template <class Struct>
  bool read(ondemand::value& value, Struct& part) {
    part = {};
    return !JsonReading::is_null(value) && object(value, part) && !(part == Struct{});
  }

  bool element(ondemand::value& value, std::string& text);
  bool element(ondemand::value& value, std::int64_t& number);
  template <class Tag>
  bool element(ondemand::value& value, Id<Tag>& id) {
    std::string text;
    if (!element(value, text)) return false;
    id = Id<Tag>(std::move(text));
    return true;
  }
  template <class Struct>
  bool element(ondemand::value& value, Struct& part) {
    return object(value, part);
  }

  template <class OnField>
  bool members(ondemand::object& json, OnField on_field);
  template <class OnField>
  bool members(ondemand::value& value, OnField on_field) {
    ondemand::object json;
    return value.get_object().get(json) == simdjson::SUCCESS ? members(json, std::move(on_field))
                                                             : fail("not an object");
  }
  template <class OnElement>
  bool elements(ondemand::value& value, OnElement on_element);

  bool key_of(ondemand::field& field, std::string_view token, Key& key);
  bool whole_number(ondemand::value& value, std::int64_t& number);
  bool keep(const Key& key, ondemand::value& value, std::string& extra);
  void keep_text(const Key& key, std::string_view json, std::string& extra);
  bool spend(std::size_t bytes);

  bool failed() const noexcept { return what_ != nullptr; }
  bool fail(const char* what) {
    if (!failed()) what_ = what;
    return false;
  }
  bool inside(std::string_view key);
  bool inside(std::size_t index);

  ondemand::document* document_;
  std::size_t budget_bytes_;
  const char* what_ = nullptr;
  std::string path_;
};

/// What stands for nothing, by the sign it begins with.
constexpr std::string_view empty_json(char first) noexcept {
  if (first == '"') return "\"\"";
  if (first == '[') return "[]";
  return first == '{' ? "{}" : "null";
}

template <class Struct>
bool TypedReading::object(ondemand::object& json, Struct& out) {
  static constexpr auto by_index = readers<Struct>(std::make_index_sequence<field_count<Struct>>{});
  return members(json, [&](const Key& key, ondemand::value& inner) {
    const std::size_t index = field_keys<Struct>.find(key.text);
    if (index == field_count<Struct>) return keep(key, inner, out.extra);
    const char first = *inner.raw_json_token().data();
    if (!by_index[index](*this, inner, out) && !failed()) keep_text(key, empty_json(first), out.extra);
    return !failed();
  });
}

template <class OnField>
bool TypedReading::members(ondemand::object& json, OnField on_field) {
  for (auto entry : json) {
    ondemand::field field;
    if (std::move(entry).get(field) != simdjson::SUCCESS) return fail("not sound JSON");
    const std::string_view token = field.value().raw_json_token();
    if (!JsonReading::well_placed(token)) return fail("not sound JSON");
    Key key;
    if (!key_of(field, token, key)) return false;
    if (!on_field(key, field.value())) return inside(key.text);
  }
  return true;
}

template <class OnElement>
bool TypedReading::elements(ondemand::value& value, OnElement on_element) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return fail("not an array");
  std::size_t index = 0;
  for (auto entry : array) {
    ondemand::value element;
    if (std::move(entry).get(element) != simdjson::SUCCESS || !JsonReading::well_placed(element))
      return fail("not sound JSON");
    if (!on_element(element)) return inside(index);
    ++index;
  }
  return true;
}

template <class Element>
bool TypedReading::read(ondemand::value& value, std::vector<Element>& list) {
  list.clear();
  if (JsonReading::is_null(value)) return false;
  const bool sound = elements(value, [&](ondemand::value& json) {
    return spend(sizeof(Element)) && element(json, list.emplace_back());
  });
  return sound && !list.empty();
}

}  // namespace nowthen::genesys::platform

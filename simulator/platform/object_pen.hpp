#pragma once
#include <span>
#include <string>
#include <string_view>

#include "simulator/http/json_text.hpp"
#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// Writes the members of one JSON object; what is empty or `absent` is left out. Every name is a literal that
/// needs no escapes.
class ObjectPen {
 public:
  explicit ObjectPen(std::string& out) : out_(out) { out_ += '{'; }

  void key(std::string_view name) {
    out_ += first_ ? "\"" : ",\"";
    first_ = false;
    out_ += name;
    out_ += "\":";
  }
  void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    append_json_string(out_, value);
  }
  /// An id or a word of the platform: nothing in it needs an escape, and most of a record is such.
  void word(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    out_ += '"';
    out_ += value;
    out_ += '"';
  }
  void instant(std::string_view name, Instant value) {
    if (value == absent) return;
    key(name);
    append_json_instant(out_, value);
  }
  void integer(std::string_view name, std::int64_t value) {
    key(name);
    append_json_integer(out_, value);
  }
  void boolean(std::string_view name, bool value) { json(name, value ? "true" : "false"); }
  void json(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    key(name);
    out_ += value;
  }
  void fields(std::span<const FactField> fields) {
    for (const FactField& field : fields) {
      key(field.name);
      if (field.is_json)
        out_ += field.value;
      else
        append_json_string(out_, field.value);
    }
  }
  /// A member that is a list of what `write` writes for each of `range`.
  template <class Range, class Write>
  void list(std::string_view name, const Range& range, Write write) {
    key(name);
    out_ += '[';
    bool first = true;
    for (const auto& each : range) {
      if (!first) out_ += ',';
      first = false;
      write(each);
    }
    out_ += ']';
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace nowthen::sim

#include "cli/output/result_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/output/show_time.hpp"
#include "cli/output/utf8.hpp"

namespace nowthen::cli {
namespace {

/// Whether the instant is one of a calendar with four digits for a year; DuckDB's `infinity` is not.
bool is_in_calendar(Instant instant) {
  using std::chrono::sys_days;
  using std::chrono::year;
  return instant >= sys_days(year{0} / 1 / 1) && instant < sys_days(year{9999} / 12 / 31);
}

std::string beyond_calendar(Instant instant) { return instant < Instant{} ? "-infinity" : "infinity"; }

std::string real_text(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

/// Appends a number that DuckDB wrote as text: `.5` gets its zero.
void append_json_number(std::string& out, std::string_view text) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  const bool is_number =
      !digits.empty() && digits.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
  if (!is_number) {
    out += "null";
    return;
  }
  if (text.starts_with('-')) out += '-';
  if (digits.starts_with('.')) out += '0';
  out += digits;
}

/// Characters beyond ASCII that act on a terminal or on the order of what is shown.
bool is_harmful(char32_t value) {
  return (value >= 0x7F && value <= 0x9F) || value == 0x061C || value == 0x200E || value == 0x200F ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

void append_escape(std::string& out, char32_t value) {
  out += fmt::format("\\u{:04x}", static_cast<unsigned>(value));
}

/// Appends the character that `text` begins with, which is beyond ASCII or DEL, and takes it off `text`.
void append_foreign(std::string& out, std::string_view& text) {
  const CodePoint point = first_code_point(text);
  if (!point.is_valid())
    out += "\\ufffd";
  else if (is_harmful(point.value))
    append_escape(out, point.value);
  else
    out += text.substr(0, point.length);
  text.remove_prefix(point.length);
}

bool is_foreign(char letter) { return static_cast<unsigned char>(letter) >= 0x7F; }

/// Whether the letter stands for itself in a JSON string.
bool is_plain(char letter) {
  return !is_foreign(letter) && static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\';
}

void append_escaped(std::string& out, char letter) {
  switch (letter) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: append_escape(out, static_cast<unsigned char>(letter));
  }
}

/// Copies JSON that is there already. Beyond ASCII there is only what stands in its strings, where escapes
/// may be; DuckDB's `NaN` and `Infinity`, which JSON has no form for, become `null`.
class ReadyJson {
 public:
  explicit ReadyJson(std::string& out) : out_(out) {}

  void append(std::string_view text) {
    while (!text.empty()) {
      if (is_foreign(text.front()))
        append_foreign(out_, text);
      else if (!in_string_ && (text.front() == 'N' || text.front() == 'I'))
        append_null(text);
      else
        append_plain(text);
    }
  }

 private:
  void append_null(std::string_view& text) {
    if (out_.ends_with('-')) out_.pop_back();
    out_ += "null";
    text.remove_prefix(
        std::min(text.size(), std::string_view(text.front() == 'N' ? "NaN" : "Infinity").size()));
  }

  void append_plain(std::string_view& text) {
    const char letter = text.front();
    if (letter == '"' && !escaped_) in_string_ = !in_string_;
    escaped_ = letter == '\\' && !escaped_;
    out_ += letter == '\n' || letter == '\r' ? ' ' : letter;
    text.remove_prefix(1);
  }

  std::string& out_;
  bool in_string_ = false;
  bool escaped_ = false;
};

struct JsonAppender {
  std::string& out;
  FieldKind kind;

  void operator()(std::monostate) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out += fmt::format_int(value).str(); }
  void operator()(double value) const { out += std::isfinite(value) ? real_text(value) : "null"; }
  void operator()(Instant value) const {
    out += '"';
    out += is_in_calendar(value) ? format_instant(value) : beyond_calendar(value);
    out += '"';
  }
  void operator()(std::string_view value) const {
    if (kind == FieldKind::number_text)
      append_json_number(out, value);
    else if (kind == FieldKind::json)
      ReadyJson(out).append(value);
    else
      append_json_string(out, value);
  }
};

struct Texter {
  const ShowInstant& show_instant;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format_int(value).str(); }
  std::string operator()(double value) const {
    return std::isfinite(value) ? real_text(value) : fmt::format("{}", value);
  }
  std::string operator()(Instant value) const {
    return is_in_calendar(value) ? show_instant(value) : beyond_calendar(value);
  }
  std::string operator()(std::string_view value) const { return std::string(value); }
};

}  // namespace

ShowInstant precise_wall_clock(const TimeZone& zone) {
  return [zone](Instant instant) {
    const auto fraction = (instant - std::chrono::floor<std::chrono::seconds>(instant)).count();
    std::string text = format_local(instant, zone);
    if (fraction != 0) text += fmt::format(".{:03}", fraction);
    return text;
  };
}

std::string value_text(const FieldValue& value, const ShowInstant& show_instant) {
  return std::visit(Texter{show_instant}, value);
}

void append_json_value(std::string& out, FieldKind kind, const FieldValue& value) {
  std::visit(JsonAppender{out, kind}, value);
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto plain =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (is_foreign(text.front())) {
      append_foreign(out, text);
    } else {
      append_escaped(out, text.front());
      text.remove_prefix(1);
    }
  }
  out += '"';
}

}  // namespace nowthen::cli

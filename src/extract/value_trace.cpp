#include "extract/value_trace.hpp"

#include <array>

namespace nowthen::extract {
namespace {

constexpr std::size_t max_nesting = 10'000;
constexpr std::size_t long_text = 64;  // longer than any name or time that is looked for

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Whether a byte is one of `signs`, for all bytes.
constexpr std::array<bool, 256> table_of(std::string_view signs) {
  std::array<bool, 256> table{};
  for (const char sign : signs) table[static_cast<unsigned char>(sign)] = true;
  return table;
}
constexpr auto ends_run_in_string = table_of("\"\\\n");
constexpr auto ends_run_outside = table_of("\"{}[]\n");

std::size_t run_length(std::string_view text, const std::array<bool, 256>& ends) noexcept {
  std::size_t length = 0;
  while (length < text.size() && !ends[static_cast<unsigned char>(text[length])]) ++length;
  return length;
}

}  // namespace

ValueTrace::Step ValueTrace::take(char c) {
  if (in_string_) return in_string(c);
  if (is_blank(c)) return Step::inside;
  switch (c) {
    case '"':
      in_string_ = true;
      is_key_ = last_ == '{' || last_ == ',';
      text_.clear();
      return Step::inside;
    case '{':
    case '[': return open(c);
    case '}':
    case ']': return close(c);
    default: last_ = c; return Step::inside;
  }
}

std::size_t ValueTrace::take_run(std::string_view text) {
  if (in_string_) return escaped_ || on_first_level() ? 0 : run_length(text, ends_run_in_string);
  const std::size_t length = run_length(text, ends_run_outside);
  for (std::size_t i = length; i > 0; --i) {
    if (is_blank(text[i - 1])) continue;
    last_ = text[i - 1];
    break;
  }
  return length;
}

bool ValueTrace::allows_value() const noexcept {
  if (in_string_ || closing_.empty()) return false;
  if (last_ == ':') return true;
  return closing_.back() == ']' && (last_ == '[' || last_ == ',');
}

ValueTrace::Step ValueTrace::in_string(char c) {
  if (!escaped_ && c == '"') return end_string();
  escaped_ = !escaped_ && c == '\\';
  if (on_first_level() && text_.size() <= long_text) text_ += c;
  return Step::inside;
}

ValueTrace::Step ValueTrace::end_string() {
  in_string_ = false;
  last_ = '"';
  if (closing_.empty()) return Step::closed;
  if (on_first_level()) {
    if (text_.size() > long_text) text_.clear();
    if (is_key_) {
      note_key();
    } else if (key_ == "dataAvailabilityDate") {
      availability_ = text_;
    }
  }
  return Step::inside;
}

void ValueTrace::note_key() {
  key_ = text_;
  seen_.any = true;
  if (key_ == "conversationId") seen_.conversation_id = true;
  if (key_ == "id") seen_.id = true;
  if (key_ == "conversationStart") seen_.conversation_start = true;
  if (key_ == "startTime") seen_.start_time = true;
  for (const std::string_view name : {"conversations", "groups", "entities", "totalHits", "aggregations",
                                      "cursor", "dataAvailabilityDate", "nextPage", "total", "totalCount"})
    if (key_ == name) seen_.envelope = true;
}

ValueTrace::Step ValueTrace::open(char bracket) {
  if (closing_.size() >= max_nesting) return Step::too_deep;
  const bool lists = bracket == '[' && on_first_level() && last_ == ':';
  closing_ += bracket == '{' ? '}' : ']';
  last_ = bracket;
  return lists ? Step::listed : Step::inside;
}

ValueTrace::Step ValueTrace::close(char bracket) {
  if (closing_.empty() || closing_.back() != bracket) return Step::mismatch;
  closing_.pop_back();
  last_ = bracket;
  return closing_.empty() ? Step::closed : Step::inside;
}

}  // namespace nowthen::extract

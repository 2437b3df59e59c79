#include "extract/privacy/json_walk.hpp"

#include <fmt/format.h>

#include <charconv>

namespace nowthen::extract {
namespace {

constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

constexpr bool is_scalar(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
         c == '.';
}

/// The four hexadecimal digits behind `\u`, if they are there.
std::optional<unsigned> unit_at(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const char* const end = text.data() + at + 6;
  const auto [stopped, code] = std::from_chars(end - 4, end, unit, 16);
  if (code != std::errc{} || stopped != end) return std::nullopt;
  return unit;
}

void append_utf8(std::string& out, unsigned point) {
  const auto tail = [&out](unsigned bits) { out += static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | (point >> 6U));
    tail(point);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | (point >> 12U));
    tail(point >> 6U);
    tail(point);
  } else {
    out += static_cast<char>(0xF0U | (point >> 18U));
    tail(point >> 12U);
    tail(point >> 6U);
    tail(point);
  }
}

/// Undoes the escape at `at` of `text`; gives how many bytes it had, 0 where it is none.
std::size_t undo_escape(std::string_view text, std::size_t at, std::string& out) {
  if (const auto unit = unit_at(text, at)) {
    const bool is_high = *unit >= 0xD800 && *unit < 0xDC00;
    const auto low = is_high ? unit_at(text, at + 6) : std::nullopt;
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      append_utf8(out, 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00));
      return 12;
    }
    append_utf8(out, *unit);
    return 6;
  }
  if (at + 1 >= text.size()) return 0;
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const auto which = letters.find(text[at + 1]);
  if (which == std::string_view::npos) return 0;
  out += meanings[which];
  return 2;
}

}  // namespace

void JsonWalk::skip_space() noexcept {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
}

char JsonWalk::peek() noexcept {
  skip_space();
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonWalk::take(char sign) noexcept {
  skip_space();
  if (at_ == text_.size() || text_[at_] != sign) return false;
  ++at_;
  return true;
}

bool JsonWalk::at_end() noexcept {
  skip_space();
  return at_ == text_.size();
}

std::optional<std::string_view> JsonWalk::string() {
  skip_space();
  const std::size_t begin = at_;
  if (at_ == text_.size() || text_[at_] != '"') return std::nullopt;
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '"') return text_.substr(begin, ++at_ - begin);
    if (text_[at_] == '\\') ++at_;
  }
  at_ = text_.size();
  return std::nullopt;
}

bool JsonWalk::skip_value(int depth) {
  switch (peek()) {
    case '"': return string().has_value();
    case '{': return depth < most_nesting && skip_list('}', depth + 1);
    case '[': return depth < most_nesting && skip_list(']', depth + 1);
    default: return skip_scalar();
  }
}

/// An object or a list, from its bracket on.
bool JsonWalk::skip_list(char end, int depth) {
  ++at_;
  if (take(end)) return true;
  do {
    if (end == '}' && (!string() || !take(':'))) return false;
    if (!skip_value(depth)) return false;
  } while (take(','));
  return take(end);
}

bool JsonWalk::skip_scalar() noexcept {
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_scalar(text_[at_])) ++at_;
  return at_ > begin;
}

std::string json_text(std::string_view quoted) {
  const std::string_view text = quoted.size() < 2 ? std::string_view() : quoted.substr(1, quoted.size() - 2);
  if (text.find('\\') == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t undone = text[at] == '\\' ? undo_escape(text, at, out) : 0;
    if (undone == 0) out += text[at];
    at += undone == 0 ? 1 : undone;
  }
  return out;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace nowthen::extract

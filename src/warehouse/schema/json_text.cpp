#include "warehouse/schema/json_text.hpp"

#include <array>
#include <charconv>

namespace nowthen::warehouse {
namespace {

constexpr std::string_view hex = "0123456789abcdef";

/// What stands behind the backslash for a letter that has a short form; 0: it has none.
char short_form(char letter) noexcept {
  switch (letter) {
    case '"':
    case '\\': return letter;
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
  }
}

void append_escaped(std::string& out, char letter) {
  if (const char brief = short_form(letter)) {
    out += '\\';
    out += brief;
  } else {
    const auto code = static_cast<unsigned char>(letter);
    out.append("\\u00");
    out += hex[code >> 4U];
    out += hex[code & 15U];
  }
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20 || letter == '"' || letter == '\\') {
      append_escaped(out, letter);
    } else {
      out += letter;
    }
  }
  out += '"';
}

void append_json(std::string& out, std::int64_t number) { append_number(out, number); }
void append_json(std::string& out, double number) { append_number(out, number); }
void append_json(std::string& out, bool flag) { out += flag ? "true" : "false"; }
void append_json(std::string& out, Instant instant) { append_json(out, format_instant(instant)); }

}  // namespace nowthen::warehouse

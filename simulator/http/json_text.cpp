#include "simulator/http/json_text.hpp"

#include <fmt/format.h>

#include <array>

namespace nowthen::sim {
namespace {

void append_escaped(std::string& out, char letter) {
  switch (letter) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(letter));
  }
}

bool needs_escape(char letter) noexcept {
  return static_cast<unsigned char>(letter) < 0x20 || letter == '"' || letter == '\\';
}

char* put_digits(char* at, unsigned value, int width) noexcept {
  for (int digit = width - 1; digit >= 0; --digit, value /= 10)
    at[digit] = static_cast<char>('0' + value % 10);
  return at + width;
}

struct Fields {
  std::chrono::year_month_day date;
  std::chrono::weekday weekday;
  unsigned hour, minute, second, millisecond;
};

Fields split(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const auto rest = static_cast<unsigned>((instant - day).count());
  return {.date = day,
          .weekday = std::chrono::weekday(day),
          .hour = rest / 3'600'000,
          .minute = rest / 60'000 % 60,
          .second = rest / 1000 % 60,
          .millisecond = rest % 1000};
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!needs_escape(text[at])) continue;
    out.append(text, plain, at - plain);
    append_escaped(out, text[at]);
    plain = at + 1;
  }
  out.append(text, plain);
  out += '"';
}

void append_json_instant(std::string& out, Instant instant) {
  const Fields fields = split(instant);
  std::array<char, 26> text{};
  char* at = text.data();
  *at++ = '"';
  at = put_digits(at, static_cast<unsigned>(static_cast<int>(fields.date.year())), 4);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(fields.date.month()), 2);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(fields.date.day()), 2);
  *at++ = 'T';
  at = put_digits(at, fields.hour, 2);
  *at++ = ':';
  at = put_digits(at, fields.minute, 2);
  *at++ = ':';
  at = put_digits(at, fields.second, 2);
  *at++ = '.';
  at = put_digits(at, fields.millisecond, 3);
  *at++ = 'Z';
  *at = '"';
  out.append(text.data(), text.size());
}

void append_json_seconds(std::string& out, std::chrono::milliseconds duration) {
  const auto count = duration.count();
  auto fraction = static_cast<int>(count % 1000);
  int width = 3;
  while (width > 1 && fraction % 10 == 0) {
    fraction /= 10;
    --width;
  }
  fmt::format_to(std::back_inserter(out), "{}.{:0{}}", count / 1000, fraction, width);
}

void append_json_integer(std::string& out, std::int64_t number) {
  const fmt::format_int text(number);
  out.append(text.data(), text.size());
}

std::string http_date(Instant instant) {
  static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Fields fields = split(instant);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days.at(fields.weekday.c_encoding()),
                     static_cast<unsigned>(fields.date.day()),
                     months.at(static_cast<unsigned>(fields.date.month()) - 1),
                     static_cast<int>(fields.date.year()), fields.hour, fields.minute, fields.second);
}

}  // namespace nowthen::sim

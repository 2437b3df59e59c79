#include <nowthen/core/instant.hpp>

#include "core/field_reader.hpp"

namespace nowthen {
namespace {
namespace chr = std::chrono;

/// One to nine digits as milliseconds.
int read_fraction(FieldReader& reader) {
  int millis = 0;
  std::size_t digits = 0;
  for (; !reader.rest().empty() && reader.rest().front() >= '0' && reader.rest().front() <= '9'; ++digits) {
    const int digit = reader.number(1);
    if (digits < 3) millis = millis * 10 + digit;
  }
  if (digits == 0 || digits > 9) return reader.fail();
  for (; digits < 3; ++digits) millis *= 10;
  return millis;
}

chr::minutes read_offset(FieldReader& reader) {
  if (reader.accept("Z")) return chr::minutes{0};
  const bool west = reader.accept("-");
  if (!west) reader.literal("+");
  const int hours = reader.number(2);
  reader.literal(":");
  const int minutes = reader.number(2);
  if (hours > 23 || minutes > 59) reader.fail();
  const chr::minutes offset{hours * 60 + minutes};
  return west ? -offset : offset;
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  FieldReader reader(text);
  const int year = reader.number(4);
  reader.literal("-");
  const int month = reader.number(2);
  reader.literal("-");
  const int day = reader.number(2);
  reader.literal("T");
  const int hour = reader.number(2);
  reader.literal(":");
  const int minute = reader.number(2);
  reader.literal(":");
  const int second = reader.number(2);
  const int millis = reader.accept(".") ? read_fraction(reader) : 0;
  const chr::minutes offset = read_offset(reader);

  const chr::year_month_day date{chr::year(year), chr::month(static_cast<unsigned>(month)),
                                 chr::day(static_cast<unsigned>(day))};
  if (!reader.finished() || !date.ok() || hour > 23 || minute > 59 || second > 59)
    return Error{.kind = ErrorKind::invalid_request,
                 .message = "not an RFC 3339 instant: '" + std::string(text.substr(0, 64)) + "'"};
  return chr::sys_days(date) + chr::hours(hour) + chr::minutes(minute) + chr::seconds(second) +
         chr::milliseconds(millis) - offset;
}

std::string format_instant(Instant instant) {
  const auto day = chr::floor<chr::days>(instant);
  const chr::year_month_day date(day);
  const auto time = (instant - day).count();
  std::string text = "0000-00-00T00:00:00.000Z";
  const auto put = [&text](std::size_t at, std::size_t width, long value) {
    for (std::size_t i = width; i-- > 0; value /= 10) text[at + i] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<long>(static_cast<unsigned>(date.month())));
  put(8, 2, static_cast<long>(static_cast<unsigned>(date.day())));
  put(11, 2, time / 3'600'000);
  put(14, 2, time / 60'000 % 60);
  put(17, 2, time / 1000 % 60);
  put(20, 3, time % 1000);
  return text;
}

}  // namespace nowthen

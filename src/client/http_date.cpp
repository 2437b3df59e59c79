#include "client/http_date.hpp"

#include <algorithm>
#include <array>

#include "core/field_reader.hpp"

namespace nowthen::client {
namespace {
namespace chr = std::chrono;

constexpr std::array<std::string_view, 7> day_names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

unsigned read_month(FieldReader& reader) {
  for (unsigned i = 0; i < month_names.size(); ++i)
    if (reader.accept(month_names.at(i))) return i + 1;
  return static_cast<unsigned>(reader.fail());
}

chr::seconds read_time_of_day(FieldReader& reader) {
  const int hour = reader.number(2);
  reader.literal(":");
  const int minute = reader.number(2);
  reader.literal(":");
  const int second = reader.number(2);  // 60: a leap second, which counts as the start of the next minute
  if (hour > 23 || minute > 59 || second > 60) reader.fail();
  return chr::hours(hour) + chr::minutes(minute) + chr::seconds(second);
}

struct Date {
  int year = 0;
  unsigned month = 0;
  int day = 0;
  chr::seconds time{0};
};

std::optional<Instant> assemble(const Date& date, bool finished) {
  const chr::year_month_day ymd{chr::year(date.year), chr::month(date.month),
                                chr::day(static_cast<unsigned>(date.day))};
  if (!finished || !ymd.ok()) return std::nullopt;
  return chr::sys_days(ymd) + date.time;
}

std::optional<Instant> read_fixdate(FieldReader reader) {
  Date date;
  date.day = reader.number(2);
  reader.literal(" ");
  date.month = read_month(reader);
  reader.literal(" ");
  date.year = reader.number(4);
  reader.literal(" ");
  date.time = read_time_of_day(reader);
  reader.literal(" GMT");
  return assemble(date, reader.finished());
}

std::optional<Instant> read_rfc850(FieldReader reader, Instant now) {
  Date date;
  date.day = reader.number(2);
  reader.literal("-");
  date.month = read_month(reader);
  reader.literal("-");
  const int two_digits = reader.number(2);
  reader.literal(" ");
  date.time = read_time_of_day(reader);
  reader.literal(" GMT");
  const chr::year_month_day today(chr::floor<chr::days>(now));
  const int this_year = std::clamp(static_cast<int>(today.year()), 0, 9999);
  date.year = this_year - this_year % 100 + two_digits;
  if (date.year > this_year + 50) date.year -= 100;
  return assemble(date, reader.finished());
}

std::optional<Instant> read_asctime(FieldReader reader) {
  Date date;
  date.month = read_month(reader);
  reader.literal(" ");
  date.day = reader.accept(" ") ? reader.number(1) : reader.number(2);
  reader.literal(" ");
  date.time = read_time_of_day(reader);
  reader.literal(" ");
  date.year = reader.number(4);
  return assemble(date, reader.finished());
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text, Instant now) {
  FieldReader reader(text);
  for (const std::string_view day : day_names) {
    if (!reader.accept(day.substr(0, 3))) continue;
    if (reader.accept(", ")) return read_fixdate(reader);
    if (reader.accept(" ")) return read_asctime(reader);
    reader.literal(day.substr(3));
    reader.literal(", ");
    return read_rfc850(reader, now);
  }
  return std::nullopt;
}

std::optional<Instant> date_of(const net::Headers& headers, Instant now) {
  const auto date = headers.get("Date");
  return date ? parse_http_date(*date, now) : std::nullopt;
}

}  // namespace nowthen::client

#include "client/http_date.hpp"

#include <algorithm>
#include <array>

namespace nowthen::client {
namespace {
namespace chr = std::chrono;

constexpr std::array<std::string_view, 7> day_names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                    "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Reads a date from the front of a text; the first misfit makes it fail for good.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool starts_with(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  void literal(std::string_view expected) {
    if (!starts_with(expected)) ok_ = false;
  }

  int digits(std::size_t width) {
    int value = 0;
    if (rest_.size() < width) return fail();
    for (const char digit : rest_.substr(0, width)) {
      if (digit < '0' || digit > '9') return fail();
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  unsigned month() {
    for (unsigned i = 0; i < month_names.size(); ++i)
      if (starts_with(month_names.at(i))) return i + 1;
    return static_cast<unsigned>(fail());
  }

  chr::seconds time_of_day() {
    const int hour = digits(2);
    literal(":");
    const int minute = digits(2);
    literal(":");
    const int second = digits(2);  // 60: a leap second, which counts as the start of the next minute
    if (hour > 23 || minute > 59 || second > 60) fail();
    return chr::hours(hour) + chr::minutes(minute) + chr::seconds(second);
  }

  bool finished() const { return ok_ && rest_.empty(); }

 private:
  int fail() {
    ok_ = false;
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

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

std::optional<Instant> read_fixdate(DateReader reader) {
  Date date;
  date.day = reader.digits(2);
  reader.literal(" ");
  date.month = reader.month();
  reader.literal(" ");
  date.year = reader.digits(4);
  reader.literal(" ");
  date.time = reader.time_of_day();
  reader.literal(" GMT");
  return assemble(date, reader.finished());
}

std::optional<Instant> read_rfc850(DateReader reader, Instant now) {
  Date date;
  date.day = reader.digits(2);
  reader.literal("-");
  date.month = reader.month();
  reader.literal("-");
  const int two_digits = reader.digits(2);
  reader.literal(" ");
  date.time = reader.time_of_day();
  reader.literal(" GMT");
  const chr::year_month_day today(chr::floor<chr::days>(now));
  const int this_year = std::clamp(static_cast<int>(today.year()), 0, 9999);
  date.year = this_year - this_year % 100 + two_digits;
  if (date.year > this_year + 50) date.year -= 100;
  return assemble(date, reader.finished());
}

std::optional<Instant> read_asctime(DateReader reader) {
  Date date;
  date.month = reader.month();
  reader.literal(" ");
  date.day = reader.starts_with(" ") ? reader.digits(1) : reader.digits(2);
  reader.literal(" ");
  date.time = reader.time_of_day();
  reader.literal(" ");
  date.year = reader.digits(4);
  return assemble(date, reader.finished());
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text, Instant now) {
  DateReader reader(text);
  for (const std::string_view day : day_names) {
    if (!reader.starts_with(day.substr(0, 3))) continue;
    if (reader.starts_with(", ")) return read_fixdate(reader);
    if (reader.starts_with(" ")) return read_asctime(reader);
    reader.literal(day.substr(3));
    reader.literal(", ");
    return read_rfc850(reader, now);
  }
  return std::nullopt;
}

}  // namespace nowthen::client

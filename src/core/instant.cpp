#include <nowthen/core/instant.hpp>

namespace nowthen {
namespace {
namespace chr = std::chrono;

/// Reads fixed-width fields from the front of a text; the first misfit makes it fail for good.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  int number(std::size_t width) {
    int value = 0;
    if (rest_.size() < width) return fail();
    for (const char digit : rest_.substr(0, width)) {
      if (digit < '0' || digit > '9') return fail();
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(width);
    return value;
  }

  void literal(char expected) {
    if (!accept(expected)) fail();
  }

  bool accept(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// One to nine digits as milliseconds.
  int fraction() {
    int millis = 0;
    std::size_t digits = 0;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
      if (digits < 3) millis = millis * 10 + (rest_.front() - '0');
      ++digits;
      rest_.remove_prefix(1);
    }
    if (digits == 0 || digits > 9) return fail();
    for (; digits < 3; ++digits) millis *= 10;
    return millis;
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

chr::minutes read_offset(FieldReader& reader) {
  if (reader.accept('Z')) return chr::minutes{0};
  const bool west = reader.accept('-');
  if (!west) reader.literal('+');
  const int hours = reader.number(2);
  reader.literal(':');
  const int minutes = reader.number(2);
  if (hours > 23 || minutes > 59) reader.literal('!');
  const chr::minutes offset{hours * 60 + minutes};
  return west ? -offset : offset;
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  FieldReader reader(text);
  const int year = reader.number(4);
  reader.literal('-');
  const int month = reader.number(2);
  reader.literal('-');
  const int day = reader.number(2);
  reader.literal('T');
  const int hour = reader.number(2);
  reader.literal(':');
  const int minute = reader.number(2);
  reader.literal(':');
  const int second = reader.number(2);
  const int millis = reader.accept('.') ? reader.fraction() : 0;
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

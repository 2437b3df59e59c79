#include "cli/time_expression.hpp"

#include <fmt/format.h>

#include <charconv>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {
namespace chr = std::chrono;

constexpr std::size_t longest_text = 64;
constexpr std::size_t date_length = 10;   // 2026-11-01
constexpr std::size_t minute_length = 5;  // 08:00
constexpr Instant earliest = chr::sys_days{chr::year{2000} / 1 / 1};
constexpr Instant latest = chr::sys_days{chr::year{2100} / 1 / 1};

Error unreadable(std::string_view text) {
  return usage_error(
      fmt::format("cannot read '{}' as a time", text.substr(0, longest_text)),
      "write an instant (2026-11-01T08:00:00Z), a date, a local time (2026-11-01T08:00), a span back "
      "from now (-24h), now, today or yesterday");
}

std::optional<chr::milliseconds> length_of_unit(char unit) {
  switch (unit) {
    case 's': return chr::seconds{1};
    case 'm': return chr::minutes{1};
    case 'h': return chr::hours{1};
    case 'd': return chr::days{1};
    case 'w': return chr::weeks{1};
    default: return std::nullopt;
  }
}

/// `2026-10-25T00:30:00Z`: an instant as a person would type it.
std::string short_instant(Instant instant) {
  std::string text = format_instant(instant);
  if (text.ends_with(".000Z")) text.replace(text.size() - 5, 5, "Z");
  return text;
}

/// The length of time that `text` names; a refusal quotes `shown`.
Result<chr::milliseconds> span_of(std::string_view text, std::string_view shown) {
  constexpr chr::milliseconds longest = chr::days{3660};
  const Error refused =
      usage_error(fmt::format("cannot read '{}' as a length of time", shown.substr(0, longest_text)),
                  "write a number and a unit: 30s, 90m, 24h, 7d or 2w");
  chr::milliseconds total{0};
  if (text.empty()) return refused;
  while (!text.empty()) {
    std::uint32_t count = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    const auto unit = text.empty() ? std::nullopt : length_of_unit(text.front());
    if (failure != std::errc{} || !unit) return refused;
    total += *unit * count;
    text.remove_prefix(1);
    if (total > longest)
      return usage_error("a length of time of more than ten years", "write less than 3660d");
  }
  if (total.count() == 0) return refused;
  return total;
}

/// The parts of `2026-11-01T08:00:00+02:00`, brought to the form that `parse_instant` reads.
struct Parts {
  std::string_view date;
  std::string time;
  std::string zone;  ///< Empty: a local time.
};

std::string full_zone(std::string_view zone) {
  if (zone == "z") return "Z";
  std::string text(zone);
  if (text.size() == 3) text += ":00";                          // +02
  if (text.size() == 5 && text[3] != ':') text.insert(3, ":");  // +0200
  return text;
}

Parts parts_of(std::string_view text) {
  const std::string_view after_date = text.substr(date_length + 1);
  const auto zone_at = std::min(after_date.find_first_of("Zz+-"), after_date.size());
  std::string time(after_date.substr(0, zone_at));
  if (time.size() == minute_length) time += ":00";
  return {text.substr(0, date_length), std::move(time), full_zone(after_date.substr(zone_at))};
}

Error ambiguous(std::string_view text, const LocalReading& reading, const TimeZone& zone) {
  const bool twice = reading.occurs == LocalReading::Occurs::twice;
  return usage_error(fmt::format("'{}' {} in {}: {} or {}", text, twice ? "occurs twice" : "never occurs",
                                 zone.name(), short_instant(reading.first), short_instant(reading.second)),
                     "write the one you mean, with its Z");
}

Result<Instant> parse_dated(std::string_view text, const TimeFrame& frame) {
  if (text.size() == date_length) {
    const auto midnight = parse_instant(fmt::format("{}T00:00:00Z", text));
    if (!midnight) return unreadable(text);
    return frame.zone.day_begin(chr::local_days{chr::floor<chr::days>(midnight->time_since_epoch())});
  }
  const char separator = text[date_length];
  if (separator != 'T' && separator != 't' && separator != ' ') return unreadable(text);
  const Parts parts = parts_of(text);
  const auto read =
      parse_instant(fmt::format("{}T{}{}", parts.date, parts.time, parts.zone.empty() ? "Z" : parts.zone));
  if (!read) return unreadable(text);
  if (!parts.zone.empty()) return *read;
  const LocalReading reading = frame.zone.read(LocalTime{read->time_since_epoch()});
  if (reading.occurs != LocalReading::Occurs::once) return ambiguous(text, reading, frame.zone);
  return reading.first;
}

chr::local_days local_day(const TimeFrame& frame) {
  return chr::floor<chr::days>(frame.zone.local(frame.now));
}

/// The local day that a text names as a whole, if it names one.
std::optional<chr::local_days> named_day(std::string_view text, const TimeFrame& frame) {
  if (text == "today") return local_day(frame);
  if (text == "yesterday") return local_day(frame) - chr::days{1};
  if (text.size() != date_length || text.front() == '-') return std::nullopt;
  const auto midnight = parse_instant(fmt::format("{}T00:00:00Z", text));
  if (!midnight) return std::nullopt;
  return chr::local_days{chr::floor<chr::days>(midnight->time_since_epoch())};
}

Result<Instant> parse_unbounded(std::string_view text, const TimeFrame& frame) {
  if (text == "now") return frame.now;
  if (text == "today") return frame.zone.day_begin(local_day(frame));
  if (text == "yesterday") return frame.zone.day_begin(local_day(frame) - chr::days{1});
  if (text.starts_with('-')) {
    const auto span = span_of(text.substr(1), text);
    if (!span) return span.error();
    return frame.now - *span;
  }
  if (text.size() >= date_length && text.size() <= longest_text) return parse_dated(text, frame);
  if (parse_span(text))
    return usage_error(fmt::format("'{}' is a length of time, not a point in time", text),
                       fmt::format("-{} means that long ago", text));
  return unreadable(text);
}

Error named(std::string_view option, Error error) {
  error.message = fmt::format("{}: {}", option, error.message);
  return error;
}

/// How messages call the two ends of a range.
struct EndNames {
  std::string_view begin;
  std::string_view end;
};

Result<Interval> checked(Interval interval, const TimeFrame& frame, const EndNames& names) {
  const auto in_future = [&frame](std::string_view name, Instant instant, std::string hint) {
    return usage_error(fmt::format("{} {} lies in the future: now is {}", name, short_instant(instant),
                                   short_instant(frame.now)),
                       std::move(hint));
  };
  if (interval.begin > frame.now)
    return in_future(names.begin, interval.begin, "conversations can be asked for up to now");
  if (interval.end > frame.now)
    return in_future(names.end, interval.end,
                     fmt::format("leave {} out, or write now, to read until now", names.end));
  if (interval.begin >= interval.end)
    return usage_error(
        fmt::format("{} {} is not before {} {}", names.begin, short_instant(interval.begin), names.end,
                    short_instant(interval.end)),
        interval.begin == interval.end
            ? fmt::format("the range is empty: name an earlier {} or a later {}", names.begin, names.end)
            : fmt::format("exchange the two; a range includes {} and excludes {}", names.begin, names.end));
  return interval;
}

Result<Interval> between(std::string_view begin, std::string_view end, const TimeFrame& frame,
                         const EndNames& names) {
  const auto first = parse_time(begin, frame);
  if (!first) return named(names.begin, first.error());
  const auto last = parse_time(end, frame);
  if (!last) return named(names.end, last.error());
  return checked({*first, *last}, frame, names);
}

}  // namespace

Result<chr::milliseconds> parse_span(std::string_view text) { return span_of(text, text); }

Result<Instant> parse_time(std::string_view text, const TimeFrame& frame) {
  auto instant = parse_unbounded(text, frame);
  if (instant && (*instant < earliest || *instant >= latest))
    return usage_error(fmt::format("'{}' lies outside 2000 to 2100", text.substr(0, longest_text)),
                       "mind the year");
  return instant;
}

Result<Interval> parse_range(std::string_view text, const TimeFrame& frame) {
  const EndNames names{"the beginning", "the end"};
  const auto slash = text.find('/');
  if (slash != std::string_view::npos)
    return between(text.substr(0, slash), text.substr(slash + 1), frame, names);
  const auto begin = parse_time(text, frame);
  if (!begin) return begin.error();
  const auto day = named_day(text, frame);
  const Instant day_end = day ? frame.zone.day_begin(*day + chr::days{1}) : frame.now;
  return checked({*begin, std::min(day_end, std::max(*begin, frame.now))}, frame, names);
}

Result<Interval> interval_between(std::string_view from, std::string_view to, const TimeFrame& frame) {
  const EndNames names{"--from", "--to"};
  if (from.empty())
    return usage_error("--from is missing: from when on?",
                       "for the last day: --from -24h; for a day: --from yesterday --to today");
  const auto slash = from.find('/');
  if (slash == std::string_view::npos) return between(from, to.empty() ? "now" : to, frame, names);
  if (!to.empty()) return usage_error(fmt::format("--from {} names a range already", from), "leave --to out");
  return between(from.substr(0, slash), from.substr(slash + 1), frame, names);
}

}  // namespace nowthen::cli

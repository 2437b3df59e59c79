#include "simulator/platform/interval.hpp"

#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::days;

bool is_active(const PlatformEntry& entry, const Interval& interval, Instant at) {
  return entry.first_activity < interval.end && entry.last_activity(at) >= interval.begin;
}

}  // namespace

Checked<Interval> parse_interval(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return invalid_date("interval", text);
  const auto begin = parse_instant(text.substr(0, slash));
  const auto end = parse_instant(text.substr(slash + 1));
  if (!begin || !end) return invalid_date("interval", text);
  if (*begin >= *end)
    return platform_bad_request("interval", "The end of the interval must be after its beginning.");
  return Interval{*begin, *end};
}

Interval read_interval(BodyReader& query) {
  const auto text = query.text("interval");
  if (!text) {
    query.refuse_absent("interval");
    return {};
  }
  const auto interval = parse_interval(*text);
  if (!interval) query.refuse(interval.error());
  return interval ? *interval : Interval{};
}

Interval days_touched(const Interval& interval) {
  return {std::chrono::floor<days>(interval.begin), std::chrono::ceil<days>(interval.end)};
}

bool belongs(const PlatformEntry& entry, const Interval& interval, IntervalSemantics semantics, Instant at) {
  switch (semantics) {
    case IntervalSemantics::overlap: return is_active(entry, interval, at);
    case IntervalSemantics::start_day: return days_touched(interval).contains(entry.start);
    case IntervalSemantics::started_and_active: break;
  }
  return days_touched(interval).contains(entry.start) && is_active(entry, interval, at);
}

}  // namespace nowthen::sim

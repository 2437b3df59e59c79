#pragma once
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "cli/time_zone.hpp"

namespace nowthen::cli {

/// What a time expression is read against.
struct TimeFrame {
  Instant now;
  TimeZone zone;  ///< Of dates and local times that name no zone.
};

/// Reads one point in time as people write it.
///
/// Instants (`2026-11-01T08:00:00Z`, any offset, seconds optional), local times (`2026-11-01T08:00`), dates
/// (their midnight), `now`, `today`, `yesterday`, `tomorrow`, and spans counted from now (`-90s`, `-90m`,
/// `-24h`, `-7d`,
/// `-2w`; a span is elapsed time: `-1d` is 24 hours also when clocks change).
/// Fails with `invalid_request`; a local time that occurs twice or never is refused with both readings named.
Result<Instant> parse_time(std::string_view text, const TimeFrame& frame);

/// Reads a range: `A/B` (either a time as above), or a day (`2026-11-01`, `today`, `yesterday`) as a whole,
/// or a span (`-24h`), which reaches until now. Half-open. Refuses an empty or backward range and one not yet
/// begun.
Result<Interval> parse_range(std::string_view text, const TimeFrame& frame);

/// The range that `--from` and `--to` name. `from` may be a range itself when `to` is empty; an empty `to`
/// means until now. Refuses `from` not before `to`, and a `from` in the future; a `to` in the future is cut
/// to now.
Result<Interval> interval_between(std::string_view from, std::string_view to, const TimeFrame& frame);

/// A length of time: `24h`, `90m`, `7d`, `2w`, `30s`; a leading `-` is allowed. Positive, at most ten years.
Result<std::chrono::milliseconds> parse_span(std::string_view text);

}  // namespace nowthen::cli

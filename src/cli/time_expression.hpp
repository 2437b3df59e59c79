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
/// (the beginning of the day), `now`, `today`, `yesterday`, and spans counted back from now (`-90m`, `-24h`,
/// `-7d`; see `parse_span`). Between 2000 and 2100. Fails with a usage error; a local time that occurs twice
/// or never is refused with both readings named.
Result<Instant> parse_time(std::string_view text, const TimeFrame& frame);

/// Reads a range: `A/B` (either a time as above), or a day as a whole (`2026-11-01`, `yesterday`; `today`
/// until now), or a span back from now (`-24h`), which reaches until now. Half-open. Refuses an end that is
/// not after the beginning, and one in the future.
Result<Interval> parse_range(std::string_view text, const TimeFrame& frame);

/// The range that `--from` and `--to` name: `from` may be `A/B` when `to` is empty; an empty `to` means until
/// now. Refuses what `parse_range` refuses, in terms of these two options.
Result<Interval> interval_between(std::string_view from, std::string_view to, const TimeFrame& frame);

/// A length of time: `30s`, `90m`, `24h`, `7d`, `2w`, `1h30m`. More than nothing, at most ten years. A day
/// has 24 hours here, also when clocks change.
Result<std::chrono::milliseconds> parse_span(std::string_view text);

}  // namespace nowthen::cli

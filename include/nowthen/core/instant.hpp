#pragma once
#include <chrono>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen {

/// A point in time in UTC with millisecond precision, as both contracts have it.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Half-open: `begin` belongs to it, `end` does not.
struct Interval {
  Instant begin;
  Instant end;

  bool contains(Instant instant) const noexcept { return begin <= instant && instant < end; }
  std::chrono::milliseconds length() const noexcept { return end - begin; }
  bool operator==(const Interval&) const = default;
};

/// Parses an RFC 3339 instant: `2024-05-01T12:00:00.250Z`, `2024-05-01T12:00:00+02:00`.
///
/// Zero to nine fraction digits; what is finer than a millisecond is cut off. Lower-case `t` and `z` and a
/// leap second are refused, as are impossible dates. Fails with `invalid_request` and the text in the
/// message.
Result<Instant> parse_instant(std::string_view text);

/// `2024-05-01T12:00:00.250Z`: always UTC, always three fraction digits.
std::string format_instant(Instant instant);

}  // namespace nowthen

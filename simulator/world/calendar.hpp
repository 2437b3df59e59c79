#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>

namespace nowthen::sim {

/// The centre works in Central European time, by the rule in force since 1996 (Directive 2000/84/EC): summer
/// time from the last Sunday of March to that of October, changing at 01:00 UTC. Computed, so no zone
/// database is needed.
std::chrono::minutes utc_offset(Instant instant);

struct LocalTime {
  std::chrono::local_days day;
  int minute = 0;   ///< Since local midnight, 0 to 1439.
  int weekday = 0;  ///< 0 is Monday.
};
LocalTime local_time(Instant instant);

/// The instant at which local clocks show `minute` (may exceed 1440) of `day`. One that occurs twice: the
/// first. One that is skipped: an hour later.
Instant instant_at(std::chrono::local_days day, int minute);

}  // namespace nowthen::sim

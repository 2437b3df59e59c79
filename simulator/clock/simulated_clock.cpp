#include "simulator/clock/simulated_clock.hpp"

#include <algorithm>

namespace nowthen::sim {

Instant SimulatedClock::within(Instant instant) const {
  return std::clamp(instant, bounds_.begin, bounds_.end);
}

Instant SimulatedClock::at(Clock::Ticks ticks) const {
  const double elapsed_ms = std::chrono::duration<double, std::milli>(ticks - ticks_).count() * speed_;
  // Compared as numbers first: at a high speed the product does not fit an Instant.
  const double room_ms = static_cast<double>((bounds_.end - now_).count());
  if (elapsed_ms >= room_ms) return bounds_.end;
  return within(now_ + std::chrono::milliseconds(static_cast<std::int64_t>(elapsed_ms)));
}

std::optional<Clock::Ticks> SimulatedClock::ticks_at(Instant instant) const {
  if (instant <= now_) return ticks_;
  if (speed_ <= 0 || instant > bounds_.end) return std::nullopt;
  const double elapsed_ns = static_cast<double>((instant - now_).count()) * 1e6 / speed_;
  if (elapsed_ns > 9e18) return std::nullopt;
  Clock::Ticks ticks = ticks_ + Clock::Ticks(static_cast<std::int64_t>(elapsed_ns));
  // `at` cuts down to whole milliseconds, and both have rounded.
  for (Clock::Ticks step{1}; at(ticks) < instant; step *= 2) ticks += step;
  return ticks;
}

void SimulatedClock::set(Clock::Ticks ticks, Instant now, double speed) {
  now_ = within(now);
  ticks_ = ticks;
  speed_ = speed;
}

}  // namespace nowthen::sim

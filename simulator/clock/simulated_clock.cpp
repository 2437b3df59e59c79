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

void SimulatedClock::set(Clock::Ticks ticks, Instant now, double speed) {
  now_ = within(now);
  ticks_ = ticks;
  speed_ = speed;
}

}  // namespace nowthen::sim

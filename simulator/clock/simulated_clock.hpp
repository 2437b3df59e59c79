#pragma once
#include <nowthen/core/clock.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>

namespace nowthen::sim {

/// The simulated instant as a function of the caller's ticks: start + elapsed * speed, kept within bounds.
///
/// A plain value; not thread-safe.
class SimulatedClock {
 public:
  /// @param bounds  the instants that can be shown; outside them the clock stands still at the edge
  SimulatedClock(Interval bounds, Clock::Ticks ticks) : bounds_(bounds), now_(bounds.begin), ticks_(ticks) {}

  Instant at(Clock::Ticks ticks) const;
  /// The first tick at which the clock shows `instant` or a later one, but not before it was last set;
  /// nothing: it never will.
  std::optional<Clock::Ticks> ticks_at(Instant instant) const;
  double speed() const noexcept { return speed_; }
  const Interval& bounds() const noexcept { return bounds_; }

  /// From `ticks` on the instant is `now` and moves `speed` times as fast as ticks do. `speed` 0: stands
  /// still.
  void set(Clock::Ticks ticks, Instant now, double speed);

 private:
  Instant within(Instant instant) const;

  Interval bounds_;
  Instant now_;
  Clock::Ticks ticks_;
  double speed_ = 0;
};

}  // namespace nowthen::sim

#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <stop_token>

namespace nowthen {

/// Time as it comes in from outside: real, or virtual in tests and simulations.
///
/// Thread-safe.
class Clock {
 public:
  /// Never jumps and never runs backwards; its zero means nothing. Waits and paces are measured with it.
  using Ticks = std::chrono::nanoseconds;

  virtual ~Clock() = default;

  /// The wall clock, which may jump. For showing and for asking the API about a range.
  virtual Instant now() const = 0;

  /// The monotonic clock.
  virtual Ticks ticks() const = 0;

  /// Blocks until `ticks()` has reached `deadline` or `stop` is requested, whichever comes first.
  /// @return true when the deadline was reached, false when stopped.
  virtual bool wait_until(Ticks deadline, std::stop_token stop) = 0;

  /// Blocks for `duration` or until `stop` is requested. @return false when stopped.
  bool wait_for(Ticks duration, std::stop_token stop) {
    return wait_until(ticks() + duration, std::move(stop));
  }
};

/// The machine's own clocks. One instance for the whole process; lives until it ends.
Clock& system_clock();

}  // namespace nowthen

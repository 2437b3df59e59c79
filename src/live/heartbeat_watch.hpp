#pragma once
#include <chrono>
#include <nowthen/core/clock.hpp>

namespace nowthen::live {

/// How long a connection may be silent.
struct HeartbeatProfile {
  std::chrono::seconds quiet{40};   ///< Then a ping is sent; heartbeats come about every thirty seconds.
  std::chrono::seconds answer{10};  ///< So long a pong is waited for; then it counts as dead.
};

/// Tells a quiet connection from a dead one. Pure; not thread-safe.
class HeartbeatWatch {
 public:
  enum class Verdict { alive, ping, dead };

  HeartbeatWatch(HeartbeatProfile profile, Clock::Ticks now) : profile_(profile), heard_(now) {}

  /// Anything at all came.
  void heard(Clock::Ticks now) noexcept {
    heard_ = now;
    is_asked_ = false;
  }
  /// The ping was sent.
  void asked(Clock::Ticks now) noexcept {
    asked_ = now;
    is_asked_ = true;
  }

  Verdict look(Clock::Ticks now) const noexcept {
    if (is_asked_) return now - asked_ >= profile_.answer ? Verdict::dead : Verdict::alive;
    return now - heard_ >= profile_.quiet ? Verdict::ping : Verdict::alive;
  }
  /// When it is worth looking again.
  Clock::Ticks next_look() const noexcept {
    return is_asked_ ? asked_ + profile_.answer : heard_ + profile_.quiet;
  }

 private:
  HeartbeatProfile profile_;
  Clock::Ticks heard_;
  Clock::Ticks asked_{0};
  bool is_asked_ = false;
};

}  // namespace nowthen::live

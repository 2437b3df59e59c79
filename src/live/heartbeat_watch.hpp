#pragma once
#include <algorithm>
#include <chrono>
#include <nowthen/core/clock.hpp>

namespace nowthen::live {

/// How long a connection may be silent: `quiet` and `pings` times `answer`. What is not silent is as old as
/// `quiet` at most, though heartbeats come about every thirty seconds.
struct HeartbeatProfile {
  std::chrono::seconds quiet{10};  ///< Then a ping is sent.
  std::chrono::seconds answer{5};  ///< So long a pong is waited for; then the next ping is sent.
  int pings = 2;                   ///< After so many without an answer it counts as dead.
  /// A server that has answered none yet may answer none at all: then only heartbeats tell, and silence has
  /// to last for so long.
  std::chrono::seconds unanswered{50};
};

/// Tells a quiet connection from a dead one. Pure; not thread-safe.
class HeartbeatWatch {
 public:
  enum class Verdict { alive, ping, dead };

  HeartbeatWatch(HeartbeatProfile profile, Clock::Ticks now) : profile_(profile), heard_(now) {}

  /// Anything at all came, or another connection to the server was made.
  void heard(Clock::Ticks now) noexcept {
    heard_ = now;
    pings_ = 0;
  }
  /// What came was the answer to a ping.
  void answered() noexcept { does_answer_ = true; }
  /// A ping was sent.
  void asked(Clock::Ticks now) noexcept {
    asked_ = now;
    ++pings_;
  }

  Verdict look(Clock::Ticks now) const noexcept {
    if (now < next_look()) return Verdict::alive;
    return pings_ < profile_.pings ? Verdict::ping : Verdict::dead;
  }
  /// When it is worth looking again.
  Clock::Ticks next_look() const noexcept {
    if (pings_ == 0) return heard_ + profile_.quiet;
    const Clock::Ticks answer = asked_ + profile_.answer;
    const bool may_be_dead = pings_ >= profile_.pings;
    return may_be_dead && !does_answer_ ? std::max<Clock::Ticks>(answer, heard_ + profile_.unanswered)
                                        : answer;
  }

 private:
  HeartbeatProfile profile_;
  Clock::Ticks heard_;
  Clock::Ticks asked_{0};
  int pings_ = 0;  ///< Since something was heard.
  bool does_answer_ = false;
};

}  // namespace nowthen::live

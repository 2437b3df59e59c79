#pragma once
#include <nowthen/core/clock.hpp>

#include "client/send_log.hpp"

namespace nowthen::client {

/// Bounds what a failing endpoint is asked to bear, first attempts and retries alike.
///
/// As long as some requests succeed nothing is held back: repeating each failure costs 1/(1-p) requests for
/// each success when a share p fails, the least possible. After `patience` failures in a row the endpoint
/// counts as down and is asked at a tenth of the rate it had when it last answered, or once in
/// `longest_pause` if that is more often. One success, and the full rate is back.
///
/// A state machine: time is an argument. Not thread-safe.
class RetryBudget {
 public:
  using Ticks = Clock::Ticks;
  static constexpr int patience = 6;
  static constexpr double share_when_down = 0.1;
  static constexpr Ticks shortest_pause = std::chrono::milliseconds{10};
  static constexpr Ticks longest_pause = std::chrono::minutes{1};

  /// When the next request may be sent: `now` unless the endpoint counts as down.
  Ticks ready_at(Ticks now) const { return is_down() && next_ > now ? next_ : now; }

  void sent(Ticks now);
  void succeeded(Ticks now);
  void failed(Ticks now);

  bool is_down() const noexcept { return failures_ >= patience; }
  int failures_in_a_row() const noexcept { return failures_; }

 private:
  Ticks pause_from_rate(Ticks now) const;

  SendLog sent_;
  bool any_sent_ = false;
  Ticks first_sent_{0};
  Ticks next_{0};
  Ticks pause_{std::chrono::seconds{1}};  ///< Between two requests while down.
  int failures_ = 0;
};

}  // namespace nowthen::client

#pragma once
#include <functional>
#include <mutex>
#include <nowthen/core/clock.hpp>
#include <utility>

namespace nowthen::testing {

/// A clock that moves only when somebody waits on it or advances it: tests never sleep.
///
/// Thread-safe. Meant for one waiting thread at a time: a wait moves time to its deadline at once.
class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Instant start = Instant{std::chrono::milliseconds{1'793'000'000'000}})
      : start_(start) {}

  Instant now() const override {
    return start_ + std::chrono::floor<std::chrono::milliseconds>(ticks()) + wall_offset_;
  }

  Ticks ticks() const override {
    const std::scoped_lock lock(mutex_);
    return ticks_;
  }

  bool wait_until(Ticks deadline, std::stop_token stop) override {
    if (stop.stop_requested()) return false;
    {
      const std::scoped_lock lock(mutex_);
      if (deadline > ticks_) ticks_ = deadline;
    }
    if (alarm_ && now() >= alarm_at_) std::exchange(alarm_, {})();
    return !stop.stop_requested();
  }

  /// Has `alarm` called once, by whoever waits until `at` or longer. To be set while nobody waits.
  void set_alarm(Instant at, std::function<void()> alarm) {
    alarm_at_ = at;
    alarm_ = std::move(alarm);
  }

  void advance(Ticks duration) {
    const std::scoped_lock lock(mutex_);
    ticks_ += duration;
  }

  /// Moves the wall clock only, as an operator or NTP would.
  void jump_wall(std::chrono::milliseconds by) { wall_offset_ += by; }

 private:
  Instant start_;
  std::chrono::milliseconds wall_offset_{0};
  mutable std::mutex mutex_;
  Ticks ticks_{0};
  Instant alarm_at_{};
  std::function<void()> alarm_;
};

}  // namespace nowthen::testing

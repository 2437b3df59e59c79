#pragma once
#include <atomic>
#include <nowthen/core/clock.hpp>

namespace nowthen::cli {

/// A clock that runs so many times as fast as another one: waits of minutes pass in seconds.
///
/// Thread-safe. The other clock must outlive it. A wall clock that jumps does not make this one jump.
class FastClock final : public Clock {
 public:
  /// Shows `start` now, and `times` (above 0) as many ticks from here on.
  FastClock(Clock& base, double times, Instant start)
      : base_(base), times_(times), started_on_(start), started_at_(base.ticks()) {}

  Instant now() const override {
    return started_on_ + std::chrono::floor<std::chrono::milliseconds>(ticks() - started_at_);
  }

  Ticks ticks() const override {
    const std::chrono::duration<double, std::nano> passed = base_.ticks() - started_at_;
    return started_at_ + std::chrono::floor<Ticks>(passed * times_) + Ticks(skipped_.load());
  }

  bool wait_until(Ticks deadline, std::stop_token stop) override {
    const std::chrono::duration<double, std::nano> ahead = deadline - started_at_ - Ticks(skipped_.load());
    while (ticks() < deadline)
      if (!base_.wait_until(started_at_ + std::chrono::ceil<Ticks>(ahead / times_) + Ticks(1), stop))
        return false;
    return !stop.stop_requested();
  }

  /// Lets so much time pass at once. Not while somebody waits.
  void skip(Ticks duration) { skipped_ += duration.count(); }

 private:
  Clock& base_;
  double times_;
  Instant started_on_;
  Ticks started_at_;
  std::atomic<Ticks::rep> skipped_{0};
};

}  // namespace nowthen::cli

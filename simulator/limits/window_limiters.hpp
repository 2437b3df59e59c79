#pragma once
#include <deque>
#include <optional>

#include "simulator/limits/limiter.hpp"

namespace nowthen::sim {

/// Counts within [n * window, (n + 1) * window). Ticks are expected to be aligned to the minute already.
class FixedWindow final : public Limiter {
 public:
  explicit FixedWindow(const Quota& quota) : limit_(quota.limit), window_(quota.window) {}
  Verdict take(Clock::Ticks now) override;
  void set_limit(int limit) override { limit_ = limit; }

 private:
  int limit_;
  Clock::Ticks window_;
  Clock::Ticks begin_{-1};
  int used_ = 0;
};

/// Counts within the window that the first request opens.
class FirstRequestWindow final : public Limiter {
 public:
  explicit FirstRequestWindow(const Quota& quota) : limit_(quota.limit), window_(quota.window) {}
  Verdict take(Clock::Ticks now) override;
  void set_limit(int limit) override { limit_ = limit; }

 private:
  int limit_;
  Clock::Ticks window_;
  std::optional<Clock::Ticks> begin_;
  int used_ = 0;
};

/// Remembers when each request was let through; one leaves the log a window later.
class SlidingLog final : public Limiter {
 public:
  explicit SlidingLog(const Quota& quota) : limit_(quota.limit), window_(quota.window) {}
  Verdict take(Clock::Ticks now) override;
  void set_limit(int limit) override { limit_ = limit; }

 private:
  int limit_;
  Clock::Ticks window_;
  std::deque<Clock::Ticks> log_;
};

}  // namespace nowthen::sim

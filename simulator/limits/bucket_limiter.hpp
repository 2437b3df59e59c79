#pragma once
#include "simulator/limits/limiter.hpp"

namespace nowthen::sim {

/// A token bucket: `limit` tokens a window drip in steadily, at most `burst` are held; it starts full.
class BucketLimiter final : public Limiter {
 public:
  BucketLimiter(const Quota& quota, int burst, Clock::Ticks now)
      : limit_(quota.limit), window_(quota.window), burst_(burst), tokens_(burst), filled_at_(now) {}
  Verdict take(Clock::Ticks now) override;
  void set_limit(int limit) override;

 private:
  Clock::Ticks time_for(double tokens) const;

  int limit_;
  Clock::Ticks window_;
  int burst_;
  double tokens_;
  Clock::Ticks filled_at_;
};

}  // namespace nowthen::sim

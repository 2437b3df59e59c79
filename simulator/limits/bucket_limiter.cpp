#include "simulator/limits/bucket_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace nowthen::sim {
namespace {

// A token that is whole but for rounding is whole: a caller who waited exactly as told is let through.
constexpr double rounding = 1e-9;

}  // namespace

Clock::Ticks BucketLimiter::time_for(double tokens) const {
  const double ticks = std::ceil(std::max(tokens, 0.0) * static_cast<double>(window_.count()) / limit_);
  return Clock::Ticks(static_cast<Clock::Ticks::rep>(ticks));
}

Verdict BucketLimiter::take(Clock::Ticks now) {
  const double elapsed = static_cast<double>((now - filled_at_).count());
  tokens_ = std::min<double>(burst_, tokens_ + elapsed * limit_ / static_cast<double>(window_.count()));
  filled_at_ = now;
  Verdict verdict{.allowed = tokens_ >= 1 - rounding, .limit = burst_};
  if (verdict.allowed)
    tokens_ = std::max(0.0, tokens_ - 1);
  else
    verdict.retry_after = time_for(1 - tokens_);
  verdict.used = burst_ - static_cast<int>(tokens_);
  verdict.reset = time_for(burst_ - tokens_);
  return verdict;
}

void BucketLimiter::set_limit(int limit) {
  burst_ = std::max(1, static_cast<int>(std::int64_t{burst_} * limit / limit_));
  limit_ = limit;
  tokens_ = std::min<double>(tokens_, burst_);
}

}  // namespace nowthen::sim

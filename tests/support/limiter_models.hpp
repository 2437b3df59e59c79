#pragma once
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <deque>
#include <memory>
#include <nowthen/core/clock.hpp>
#include <string_view>

/// Five ways in which servers count requests a minute, written from their descriptions and from nothing of
/// ours.
namespace nowthen::testing {

using Ticks = Clock::Ticks;

class LimiterModel {
 public:
  virtual ~LimiterModel() = default;

  /// Counts a request that arrives at `at` and says whether it is let in. Arrivals come in order of time.
  virtual bool admit(Ticks at) = 0;

  /// After a refusal at `at`: how long until a request would be let in.
  virtual Ticks until_free(Ticks at) const = 0;

  /// What `inin-ratelimit-count` would say at `at`.
  virtual double counted(Ticks at) const = 0;

  /// What can be let in beyond the steady rate, once.
  virtual double burst() const { return 0; }

  virtual void set_limit(double per_minute) { limit_ = per_minute; }
  double limit() const { return limit_; }

 protected:
  explicit LimiterModel(double per_minute) : limit_(per_minute) {}
  static constexpr Ticks minute = std::chrono::minutes{1};
  double limit_;
};

/// The count starts again at each full minute of the server's clock.
class FixedWindow final : public LimiterModel {
 public:
  FixedWindow(double per_minute, Ticks phase) : LimiterModel(per_minute), phase_(phase) {}

  bool admit(Ticks at) override {
    if (window(at) != current_) count_ = 0;
    current_ = window(at);
    if (count_ + 1 > limit_) return false;
    ++count_;
    return true;
  }
  Ticks until_free(Ticks at) const override { return (window(at) + 1) * minute - (at + phase_); }
  double counted(Ticks at) const override { return window(at) == current_ ? count_ : 0; }

 private:
  std::int64_t window(Ticks at) const { return (at + phase_) / minute; }
  Ticks phase_;
  std::int64_t current_ = -1;
  double count_ = 0;
};

/// A window of a minute opens with the first request after the last one closed.
class FirstRequestWindow final : public LimiterModel {
 public:
  explicit FirstRequestWindow(double per_minute) : LimiterModel(per_minute) {}

  bool admit(Ticks at) override {
    if (count_ == 0 || at >= opened_ + minute) {
      opened_ = at;
      count_ = 0;
    }
    if (count_ + 1 > limit_) return false;
    ++count_;
    return true;
  }
  Ticks until_free(Ticks at) const override { return opened_ + minute - at; }
  double counted(Ticks at) const override { return at >= opened_ + minute ? 0 : count_; }

 private:
  Ticks opened_{0};
  double count_ = 0;
};

/// Each request counts for exactly a minute.
class SlidingLog final : public LimiterModel {
 public:
  explicit SlidingLog(double per_minute) : LimiterModel(per_minute) {}

  bool admit(Ticks at) override {
    while (!log_.empty() && log_.front() + minute <= at) log_.pop_front();
    if (static_cast<double>(log_.size()) + 1 > limit_) return false;
    log_.push_back(at);
    return true;
  }
  Ticks until_free(Ticks at) const override {
    const auto kept = static_cast<std::size_t>(std::max(1.0, std::floor(limit_)));
    return log_.size() < kept ? Ticks{0} : log_[log_.size() - kept] + minute - at;
  }
  double counted(Ticks at) const override {
    return static_cast<double>(
        std::count_if(log_.begin(), log_.end(), [at](Ticks t) { return t + minute > at; }));
  }

 private:
  std::deque<Ticks> log_;
};

/// Tokens flow into a bucket of `capacity` at the limit's rate; each request takes one. A lower limit shrinks
/// both.
class TokenBucketModel final : public LimiterModel {
 public:
  TokenBucketModel(double per_minute, double capacity)
      : LimiterModel(per_minute), per_limit_(capacity / per_minute), capacity_(capacity), tokens_(capacity) {}

  bool admit(Ticks at) override {
    tokens_ = tokens_at(at);
    filled_ = at;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }
  Ticks until_free(Ticks at) const override {
    const double missing = std::max(0.0, 1 - tokens_at(at));
    return std::chrono::ceil<Ticks>(std::chrono::duration<double>(missing * 60 / limit_));
  }
  double counted(Ticks at) const override { return limit_ * (1 - tokens_at(at) / capacity_); }
  double burst() const override { return capacity_; }
  void set_limit(double per_minute) override {
    limit_ = per_minute;
    capacity_ = std::max(1.0, per_limit_ * per_minute);
    tokens_ = std::min(tokens_, capacity_);
  }

 private:
  double tokens_at(Ticks at) const {
    return std::min(capacity_, tokens_ + std::chrono::duration<double>(at - filled_).count() * limit_ / 60);
  }
  double per_limit_;
  double capacity_;
  double tokens_;
  Ticks filled_{0};
};

inline constexpr std::array<std::string_view, 5> limiter_names{"fixed window", "window from first request",
                                                               "sliding log", "large bucket", "small bucket"};

/// The model of that name. `phase` shifts the full minutes of the fixed window. The small bucket holds a
/// tenth of a minute's requests, at least two: with room for one alone, no client could use it over a network
/// with jitter.
inline std::unique_ptr<LimiterModel> make_limiter(std::string_view name, double per_minute, Ticks phase) {
  if (name == limiter_names[0]) return std::make_unique<FixedWindow>(per_minute, phase);
  if (name == limiter_names[1]) return std::make_unique<FirstRequestWindow>(per_minute);
  if (name == limiter_names[2]) return std::make_unique<SlidingLog>(per_minute);
  const bool large = name == limiter_names[3];
  return std::make_unique<TokenBucketModel>(per_minute, large ? per_minute : std::max(2.0, per_minute / 10));
}

}  // namespace nowthen::testing

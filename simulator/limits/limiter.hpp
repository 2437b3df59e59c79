#pragma once
#include <memory>
#include <nowthen/core/clock.hpp>
#include <optional>
#include <string_view>

namespace nowthen::sim {

/// How the server counts. The models that remote services are known to use.
enum class LimiterModel {
  fixed_window,          ///< Windows aligned to whole minutes.
  first_request_window,  ///< A window begins with the first request after the last one ended.
  sliding_log,           ///< No more than the limit in any stretch as long as the window.
  large_bucket,          ///< Token bucket that holds a whole window's worth.
  small_bucket,          ///< Token bucket that holds a tenth of it.
};

std::string_view name_of(LimiterModel model);
std::optional<LimiterModel> limiter_model(std::string_view name);

/// How many requests in what time.
struct Quota {
  LimiterModel model = LimiterModel::fixed_window;
  int limit = 50;  ///< Requests in one window, 1 to 1,000,000.
  Clock::Ticks window = std::chrono::minutes(1);
  int burst = 0;  ///< Of a bucket; 0: the model's own.

  bool operator==(const Quota&) const = default;
};

/// What a limiter says about one request.
struct Verdict {
  bool allowed = true;
  int used = 0;  ///< Of the limit, this request included.
  int limit = 0;
  Clock::Ticks reset{0};  ///< Until the count starts afresh, or the bucket is full, or the log is empty.
  Clock::Ticks retry_after{0};  ///< Zero when allowed: until the next request would be.

  bool operator==(const Verdict&) const = default;
};

/// Counts the requests of one caller to one endpoint. Time is an argument that never decreases; a refused
/// request costs nothing. Not thread-safe.
class Limiter {
 public:
  virtual ~Limiter() = default;
  virtual Verdict take(Clock::Ticks now) = 0;

  /// Changes the limit from now on and keeps what has been counted.
  virtual void set_limit(int limit) = 0;
};

/// A limiter of `quota.model`; `now` is the earliest time it will be asked about.
std::unique_ptr<Limiter> make_limiter(const Quota& quota, Clock::Ticks now);

}  // namespace nowthen::sim

#include "simulator/limits/limiter.hpp"

#include <algorithm>
#include <array>

#include "simulator/limits/bucket_limiter.hpp"
#include "simulator/limits/window_limiters.hpp"

namespace nowthen::sim {
namespace {

constexpr std::array<std::string_view, 5> model_names{"fixed_window", "first_request_window", "sliding_log",
                                                      "large_bucket", "small_bucket"};

int burst_of(const Quota& quota) {
  if (quota.burst > 0) return quota.burst;
  return quota.model == LimiterModel::small_bucket ? std::max(1, quota.limit / 10) : quota.limit;
}

}  // namespace

std::string_view name_of(LimiterModel model) { return model_names.at(static_cast<std::size_t>(model)); }

std::optional<LimiterModel> limiter_model(std::string_view name) {
  for (std::size_t at = 0; at < model_names.size(); ++at)
    if (model_names.at(at) == name) return static_cast<LimiterModel>(at);
  return std::nullopt;
}

std::unique_ptr<Limiter> make_limiter(const Quota& quota, Clock::Ticks now) {
  switch (quota.model) {
    case LimiterModel::fixed_window: return std::make_unique<FixedWindow>(quota);
    case LimiterModel::first_request_window: return std::make_unique<FirstRequestWindow>(quota);
    case LimiterModel::sliding_log: return std::make_unique<SlidingLog>(quota);
    case LimiterModel::large_bucket:
    case LimiterModel::small_bucket: break;
  }
  return std::make_unique<BucketLimiter>(quota, burst_of(quota), now);
}

}  // namespace nowthen::sim

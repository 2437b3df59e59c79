#include "simulator/limits/limiter.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <vector>

#include "support/property.hpp"

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::array all_models{LimiterModel::fixed_window, LimiterModel::first_request_window,
                                LimiterModel::sliding_log, LimiterModel::large_bucket,
                                LimiterModel::small_bucket};

int let_through(Limiter& limiter, Clock::Ticks now, int requests) {
  int allowed = 0;
  for (int request = 0; request < requests; ++request) allowed += limiter.take(now).allowed ? 1 : 0;
  return allowed;
}

TEST(Limiter, LetsTheLimitThroughAtOnceExceptTheSmallBucket) {
  for (const auto model : all_models) {
    const auto limiter = make_limiter({.model = model, .limit = 50}, 0s);
    EXPECT_EQ(let_through(*limiter, 1s, 200), model == LimiterModel::small_bucket ? 5 : 50) << name_of(model);
  }
}

TEST(Limiter, LetsARequestThroughThatWaitedAsLongAsItWasTold) {
  nowthen::testing::expect_property("whatever came before", [] {
    const auto model =
        *rc::gen::element(LimiterModel::fixed_window, LimiterModel::first_request_window,
                          LimiterModel::sliding_log, LimiterModel::large_bucket, LimiterModel::small_bucket);
    const auto limit = *rc::gen::inRange(1, 40);
    const auto limiter = make_limiter({.model = model, .limit = limit}, 0s);
    Clock::Ticks now = 0s;
    for (const int gap : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3000))) {
      now += std::chrono::milliseconds(gap);
      const Verdict verdict = limiter->take(now);
      RC_ASSERT(verdict.limit >= 1);
      if (verdict.allowed) continue;
      RC_ASSERT(verdict.retry_after > 0s);
      now += verdict.retry_after;
      RC_ASSERT(limiter->take(now).allowed);
    }
  });
}

TEST(Limiter, NeverExceedsItsLimitInAnyWindowExceptByItsBurst) {
  for (const auto model : all_models) {
    const auto limiter = make_limiter({.model = model, .limit = 30}, 0s);
    int allowed = 0;
    for (Clock::Ticks now = 0s; now < 10min; now += 100ms) allowed += limiter->take(now).allowed ? 1 : 0;
    EXPECT_LE(allowed, 30 * 10 + 30) << name_of(model);
    EXPECT_GE(allowed, 30 * 10 - 1) << name_of(model);
  }
}

TEST(FixedWindow, BeginsAfreshAtTheFullMinute) {
  const auto limiter = make_limiter({.model = LimiterModel::fixed_window, .limit = 2}, 0s);
  EXPECT_EQ(let_through(*limiter, 59s, 3), 2);
  EXPECT_EQ(limiter->take(59s).retry_after, 1s);
  EXPECT_EQ(let_through(*limiter, 60s, 3), 2);
}

TEST(FirstRequestWindow, BeginsWithTheFirstRequest) {
  const auto limiter = make_limiter({.model = LimiterModel::first_request_window, .limit = 2}, 0s);
  EXPECT_EQ(let_through(*limiter, 50s, 3), 2);
  EXPECT_EQ(let_through(*limiter, 109s, 3), 0);
  EXPECT_EQ(let_through(*limiter, 110s, 3), 2);
}

TEST(SlidingLog, FreesOnePlaceForEachRequestThatGrowsOld) {
  const auto limiter = make_limiter({.model = LimiterModel::sliding_log, .limit = 2}, 0s);
  EXPECT_TRUE(limiter->take(10s).allowed);
  EXPECT_TRUE(limiter->take(30s).allowed);
  EXPECT_EQ(limiter->take(40s).retry_after, 30s);
  EXPECT_EQ(let_through(*limiter, 70s, 2), 1);
}

TEST(SlidingLog, WaitsForSeveralToGrowOldAfterALowerLimit) {
  const auto limiter = make_limiter({.model = LimiterModel::sliding_log, .limit = 3}, 0s);
  for (const auto at : {0s, 10s, 20s}) EXPECT_TRUE(limiter->take(at).allowed);
  limiter->set_limit(1);
  EXPECT_EQ(limiter->take(30s).retry_after, 50s);
  EXPECT_TRUE(limiter->take(80s).allowed);
}

TEST(BucketLimiter, DripsSteadilyOnceItsBurstIsSpent) {
  const auto limiter = make_limiter({.model = LimiterModel::small_bucket, .limit = 60, .burst = 1}, 0s);
  EXPECT_TRUE(limiter->take(0s).allowed);
  EXPECT_EQ(limiter->take(0s).retry_after, 1s);
  EXPECT_FALSE(limiter->take(999ms).allowed);
  EXPECT_TRUE(limiter->take(1s).allowed);
}

TEST(Limiter, IsFoundByItsName) {
  for (const auto model : all_models) EXPECT_EQ(limiter_model(name_of(model)), model);
  EXPECT_EQ(limiter_model("leaky"), std::nullopt);
}

}  // namespace
}  // namespace nowthen::sim

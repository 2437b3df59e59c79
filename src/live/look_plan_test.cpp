#include "live/look_plan.hpp"

#include <gtest/gtest.h>

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};

LookProfile profile() { return {.with_events = 5min, .without_events = 15s, .after_gap = {0s, 45s, 5min}}; }

void look(LookPlan& plan, Instant now) {
  const auto due = plan.due(now);
  ASSERT_TRUE(due);
  plan.done(*due, now);
}

TEST(LookPlan, LooksAtOnceAndThenInTheRhythmOfWhatIsToBeHad) {
  LookPlan plan(profile());
  look(plan, noon);
  EXPECT_FALSE(plan.due(noon + 14s));
  look(plan, noon + 15s);
  plan.events_come(true, noon + 16s);
  EXPECT_FALSE(plan.due(noon + 5min + 14s));
  EXPECT_EQ(plan.next_at(), noon + 5min + 15s);
}

TEST(LookPlan, AsksForAGapAgainAndAgainFromItsBeginOn) {
  LookPlan plan(profile());
  plan.events_come(true, noon);
  look(plan, noon);
  plan.add_gap(noon + 10s, noon + 70s);
  const auto first = plan.due(noon + 70s);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->since, noon);  // the last look was before the gap
  plan.done(*first, noon + 70s);
  EXPECT_EQ(plan.next_at(), noon + 115s);
  const auto second = plan.due(noon + 115s);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->since, noon + 10s);
}

TEST(LookPlan, CountsAGapAsHealedAfterItsLastLook) {
  LookPlan plan(profile());
  plan.add_gap(noon, noon + 1min);
  EXPECT_LT(plan.healed_until(noon + 2min), noon + 1min);
  look(plan, noon + 1min);
  look(plan, noon + 2min);
  EXPECT_LT(plan.healed_until(noon + 2min), noon + 1min);
  look(plan, noon + 6min);
  EXPECT_GE(plan.healed_until(noon + 6min), noon + 1min);
}

TEST(LookPlan, LooksFarBackNowAndThenWhereNoEventsCome) {
  LookPlan plan(profile());
  look(plan, noon);
  look(plan, noon + 59min);
  const auto deep = plan.due(noon + 60min);
  ASSERT_TRUE(deep);
  EXPECT_EQ(deep->since, noon + 60min - 195min);
  plan.done(*deep, noon + 60min);
  EXPECT_EQ(plan.due(noon + 61min)->since, noon + 60min);
  plan.events_come(true, noon + 61min);
  EXPECT_EQ(plan.due(noon + 180min)->since, noon + 60min);
}

TEST(LookPlan, WaitsAfterAFailureAndForgetsNothing) {
  LookPlan plan(profile());
  plan.add_gap(noon, noon + 1min);
  plan.failed(noon + 1min, 30s);
  EXPECT_FALSE(plan.due(noon + 89s));
  ASSERT_TRUE(plan.due(noon + 90s));
  EXPECT_EQ(plan.due(noon + 90s)->since, noon);
}

}  // namespace
}  // namespace nowthen::live

#include "simulator/world/arrivals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "simulator/world/calendar.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;

std::chrono::sys_days day_of_october(unsigned day) {
  return std::chrono::year(2026) / std::chrono::October / std::chrono::day(day);
}

std::int64_t in_hour(const std::vector<Arrival>& arrivals, int hour) {
  const Instant begin = std::chrono::floor<std::chrono::days>(arrivals.front().start) + hours(hour);
  return std::count_if(arrivals.begin(), arrivals.end(), [begin](const Arrival& arrival) {
    return begin <= arrival.start && arrival.start < begin + hours(1);
  });
}

TEST(Arrivals, OfADayDependOnSeedAndDayAlone) {
  const auto first = arrivals_of(day_of_october(20), 0, {.seed = 5, .per_day = 300});
  const auto later = arrivals_of(day_of_october(20), 1'000'000, {.seed = 5, .per_day = 300});
  ASSERT_EQ(first.size(), later.size());
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].start, later[i].start);
  EXPECT_NE(arrivals_of(day_of_october(20), 0, {.seed = 6, .per_day = 300}).front().start,
            first.front().start);
}

TEST(Arrivals, FollowLocalTimeAcrossTheChangeOfClocks) {
  const auto saturday = arrivals_of(day_of_october(24), 0, {.per_day = 50'000});
  const auto sunday = arrivals_of(day_of_october(25), 0, {.per_day = 50'000});
  // The rush at 8 local: 06:00 UTC in summer time, 07:00 UTC on the Sunday on which it ends.
  EXPECT_GT(in_hour(saturday, 6) * 10, in_hour(saturday, 5) * 15);
  EXPECT_GT(in_hour(sunday, 7) * 10, in_hour(sunday, 6) * 15);
  EXPECT_LT(in_hour(sunday, 6) * 10, in_hour(saturday, 6) * 6);
}

TEST(Arrivals, AreMoreOnMondaysThanOnSundays) {
  const auto sunday = arrivals_of(day_of_october(18), 0, {.per_day = 20'000});
  const auto monday = arrivals_of(day_of_october(19), 0, {.per_day = 20'000});
  EXPECT_NEAR(static_cast<double>(monday.size()) / static_cast<double>(sunday.size()), 125.0 / 60, 0.1);
}

TEST(Arrivals, OfEqualStartAreInTheOrderOfTheirIds) {
  const auto arrivals = arrivals_of(day_of_october(19), 70, {.seed = 3, .per_day = 1'000'000});
  const auto ties = std::adjacent_find(arrivals.begin(), arrivals.end(),
                                       [](const auto& a, const auto& b) { return a.start == b.start; });
  ASSERT_NE(ties, arrivals.end());
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    ASSERT_EQ(arrivals[i].position, 70 + i);
    if (i > 0) {
      ASSERT_LT(std::tie(arrivals[i - 1].start, arrivals[i - 1].id),
                std::tie(arrivals[i].start, arrivals[i].id));
    }
    // Whoever has this number starts at the same millisecond: a search by number ends close by.
    ASSERT_EQ(arrivals[arrivals[i].number - 70].start, arrivals[i].start);
  }
}

TEST(Arrivals, CallNobodyAtNight) {
  for (const Arrival& arrival : arrivals_of(day_of_october(20), 0, {.per_day = 20'000})) {
    if (arrival.approach != Approach::voice_out) continue;
    const int minute = local_time(arrival.start).minute;
    ASSERT_GE(minute, queue_plans.at(outbound_queue).opens_minute);
    ASSERT_LT(minute, queue_plans.at(outbound_queue).closes_minute);
  }
}

}  // namespace
}  // namespace nowthen::sim

#include "simulator/clock/simulated_clock.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;

constexpr Instant begin{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};
constexpr Interval bounds{begin, begin + 100h};

TEST(SimulatedClock, MovesAsFastAsItIsTold) {
  SimulatedClock clock(bounds, 10s);
  clock.set(10s, begin + 1h, 60);
  EXPECT_EQ(clock.at(10s), begin + 1h);
  EXPECT_EQ(clock.at(12s), begin + 1h + 2min);
  clock.set(12s, clock.at(12s), 0);
  EXPECT_EQ(clock.at(999s), begin + 1h + 2min);
}

TEST(SimulatedClock, StandsStillAtItsBounds) {
  SimulatedClock clock(bounds, 0s);
  clock.set(0s, begin, 1e9);
  EXPECT_EQ(clock.at(std::chrono::hours(24 * 365)), bounds.end);
  clock.set(0s, begin - 1h, 0);
  EXPECT_EQ(clock.at(0s), begin);
  clock.set(0s, bounds.end + 1h, 1);
  EXPECT_EQ(clock.at(5s), bounds.end);
}

TEST(SimulatedClock, SaysWhenItWillShowAnInstant) {
  const Interval years{Instant(), Instant() + std::chrono::hours(24 * 400)};
  for (const double speed : {0.1, 1.0, 3.0, 60.0, 3599.0}) {
    SimulatedClock clock(years, Clock::Ticks(17));
    clock.set(Clock::Ticks(12'345'678), Instant() + std::chrono::hours(1), speed);
    for (int number = 1; number < 2000; number += 7) {
      const Instant wanted = Instant() + std::chrono::hours(1) + std::chrono::milliseconds(number * 997);
      const auto ticks = clock.ticks_at(wanted);
      ASSERT_TRUE(ticks);
      EXPECT_GE(clock.at(*ticks), wanted);
      EXPECT_LT(clock.at(*ticks - std::chrono::microseconds(20)), wanted) << speed;
    }
  }
}

TEST(SimulatedClock, NeverShowsWhatItStandsStillBefore) {
  SimulatedClock clock({Instant(), Instant() + std::chrono::hours(24)}, Clock::Ticks(0));
  clock.set(Clock::Ticks(5), Instant() + std::chrono::hours(1), 0);
  EXPECT_FALSE(clock.ticks_at(Instant() + std::chrono::hours(2)));
  EXPECT_EQ(clock.ticks_at(Instant() + std::chrono::minutes(1)), Clock::Ticks(5));
  clock.set(Clock::Ticks(5), Instant() + std::chrono::hours(1), 1);
  EXPECT_FALSE(clock.ticks_at(Instant() + std::chrono::hours(25)));
}

}  // namespace
}  // namespace nowthen::sim

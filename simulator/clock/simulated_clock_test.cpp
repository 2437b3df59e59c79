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

}  // namespace
}  // namespace nowthen::sim

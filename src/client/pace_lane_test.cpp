#include "client/pace_lane.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <vector>

#include "support/property.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using Ticks = Clock::Ticks;

/// Sends as fast as the lane lets it until `end`; the times of sending.
std::vector<Ticks> saturate(PaceLane& lane, Ticks begin, Ticks end,
                            Priority priority = Priority::foreground) {
  std::vector<Ticks> sent;
  for (Ticks now = begin; now < end;) {
    const Ticks ready = lane.ready_at(now, priority);
    if (ready > now) {
      now = ready;
      continue;
    }
    lane.sent(now, priority);
    sent.push_back(now);
  }
  return sent;
}

double per_minute(const std::vector<Ticks>& sent, Ticks time) {
  return static_cast<double>(sent.size()) * 60 / std::chrono::duration<double>(time).count();
}

TEST(PaceLane, SpacesRequestsEvenlyALittleBelowTheLimit) {
  PaceLane lane(10);
  const auto sent = saturate(lane, 0s, 10min);
  EXPECT_EQ(sent[1] - sent[0], sent[50] - sent[49]);
  EXPECT_GE(per_minute(sent, 10min), 9.85);
  EXPECT_LE(sent.size(), 100U);
}

TEST(PaceLane, LetsEverythingThroughWithoutALimit) {
  PaceLane lane;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(lane.ready_at(5s, Priority::background), 5s);
    lane.sent(5s, Priority::background);
  }
}

TEST(PaceLane, SavesNothingUpWhileIdle) {
  PaceLane lane(60);
  saturate(lane, 0s, 10s);
  const auto later = saturate(lane, 300s, 310s);
  EXPECT_LE(later.size(), 11U);
}

TEST(PaceLane, ForgivesALateWakeUp) {
  PaceLane lane(600);
  Ticks now{0};
  for (int i = 0; i < 500; ++i) {
    now = lane.ready_at(now, Priority::foreground) + 2ms;
    lane.sent(now, Priority::foreground);
  }
  EXPECT_LE(now, 499 * 102ms);
}

TEST(PaceLane, NeverExceedsTheLimitInAnyMinuteWhateverTheDemand) {
  nowthen::testing::expect_property([] {
    const int limit = *rc::gen::inRange(1, 200);
    PaceLane lane(limit);
    std::vector<Ticks> sent;
    Ticks now{0};
    for (const int idle : *rc::gen::container<std::vector<int>>(
             400, rc::gen::weightedOneOf<int>({{9, rc::gen::just(0)}, {1, rc::gen::inRange(0, 30'000)}}))) {
      now = std::max(now + std::chrono::milliseconds(idle), lane.ready_at(now, Priority::foreground));
      lane.sent(now, Priority::foreground);
      sent.push_back(now);
      const auto first = std::lower_bound(sent.begin(), sent.end(), now - 60s);
      RC_ASSERT(std::distance(first, sent.end()) <= limit);
    }
  });
}

TEST(PaceLane, IsSilentUntilRetryAfterIsOver) {
  PaceLane lane(600);
  lane.sent(1s, Priority::foreground);
  lane.refused(1s, 2s, 30s);
  EXPECT_EQ(lane.ready_at(3s, Priority::foreground), 32s);
  EXPECT_EQ(lane.limit(32s), 600) << "one early refusal says nothing about the limit";
}

TEST(PaceLane, BelievesARefusalAtFullPaceForAnHour) {
  PaceLane lane(60);
  const auto sent = saturate(lane, 0s, 5min);
  lane.refused(sent.back(), 5min, 2s);
  EXPECT_EQ(lane.limit(6min), 30);
  EXPECT_EQ(lane.limit(64min), 30);
  EXPECT_GT(lane.limit(66min), 30);
  EXPECT_EQ(lane.limit(75min), 60);
}

TEST(PaceLane, TakesTheLimitFromTheHeaders) {
  PaceLane lane(10);
  lane.sent(0s, Priority::foreground);
  lane.announced({.allowed = 600}, 0s);
  EXPECT_GE(per_minute(saturate(lane, 0s, 5min), 5min), 590);
  lane.announced({.allowed = 60}, 5min);
  EXPECT_LE(per_minute(saturate(lane, 5min, 15min), 10min), 60);
}

TEST(PaceLane, SpreadsWhatOthersHaveLeft) {
  PaceLane lane(60);
  lane.sent(0s, Priority::foreground);
  lane.announced({.allowed = 60, .count = 57, .reset = 30s}, 0s);
  EXPECT_EQ(saturate(lane, 0s, 30s).size(), 2U)
      << "three are left for half a minute, the first ten seconds from now";
  EXPECT_GE(saturate(lane, 30s, 60s).size(), 29U);
}

TEST(PaceLane, IsSilentWhenOthersHaveLeftNothing) {
  PaceLane lane(60);
  lane.sent(0s, Priority::foreground);
  lane.announced({.allowed = 60, .count = 60, .reset = 20s}, 0s);
  EXPECT_EQ(lane.ready_at(1s, Priority::foreground), 20s);
}

TEST(PaceLane, KeepsAShareForTheForeground) {
  PaceLane lane(60, 0.25);
  EXPECT_NEAR(per_minute(saturate(lane, 0s, 20min, Priority::background), 20min), 45, 1);
}

TEST(PaceLane, ServesTheForegroundAtOnceWhileTheBackgroundTakesWhatItMay) {
  PaceLane lane(60, 0.25);
  Ticks longest{0};
  std::size_t background = 0;
  for (Ticks now{0}; now < 20min; now += 6s) {
    background += saturate(lane, now, now + 6s, Priority::background).size();
    const Ticks ready = lane.ready_at(now + 6s, Priority::foreground);
    longest = std::max(longest, ready - (now + 6s));
    lane.sent(ready, Priority::foreground);
  }
  EXPECT_LE(longest, 1100ms);
  EXPECT_GE(static_cast<double>(background) / 20, 44);
}

TEST(PaceLane, KeepsAnyPaceWithinAWeekHoweverAbsurdTheRate) {
  for (const double rate : {1e-300, 1e-9, 0.001, 1e300, std::numeric_limits<double>::infinity()}) {
    PaceLane lane(rate);
    lane.sent(1s, Priority::foreground);
    lane.sent(2s, Priority::foreground);
    EXPECT_GE(lane.ready_at(3s, Priority::foreground), 3s) << rate;
    EXPECT_LE(lane.ready_at(3s, Priority::foreground), 2 * std::chrono::weeks{1} + 3s) << rate;
  }
}

}  // namespace
}  // namespace nowthen::client

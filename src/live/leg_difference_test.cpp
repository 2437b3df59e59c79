#include "live/leg_difference.hpp"

#include <gtest/gtest.h>

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;
using floor::Leg;
using floor::State;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};
constexpr Interval hour{noon, noon + 1h};

Leg leg(State state, Instant begin, std::optional<Instant> end) {
  return {.conversation_id = ConversationId("c"),
          .state = state,
          .queue_id = QueueId("q"),
          .begin = begin,
          .end = end};
}

TEST(LegDifference, IsNoneWhereTheSameIsSaidWithinSeconds) {
  const std::vector before{leg(State::waiting, noon, noon + 60s)};
  const std::vector after{leg(State::waiting, noon + 2s, noon + 63s)};
  EXPECT_FALSE(tells_more(before, after, hour));
}

TEST(LegDifference, IsALegThatBeganUnnoticedOrAnEndThatDid) {
  const std::vector before{leg(State::waiting, noon, std::nullopt)};
  EXPECT_TRUE(tells_more(before, std::vector{leg(State::waiting, noon, noon + 10s)}, hour));
  EXPECT_TRUE(
      tells_more(before, std::vector{before[0], leg(State::interacting, noon + 10s, std::nullopt)}, hour));
  EXPECT_TRUE(tells_more({}, before, hour));
}

TEST(LegDifference, OfAnotherTimeDoesNotCount) {
  const Interval later{noon + 2h, noon + 3h};
  EXPECT_FALSE(tells_more({}, std::vector{leg(State::waiting, noon, noon + 10s)}, later));
  EXPECT_FALSE(tells_more({}, std::vector{leg(State::waiting, noon + 3h, std::nullopt)}, later));
}

TEST(LegDifference, OfAMomentDoesNotCount) {
  EXPECT_FALSE(tells_more({}, std::vector{leg(State::alerting, noon, noon + 2s)}, hour));
}

}  // namespace
}  // namespace nowthen::live

#include "live/leg_difference.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/seeded_random.hpp"

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

/// Each leg is held against those that begin near it alone: it is the same as against all of them.
TEST(LegDifference, IsTheSameAsThatAgainstAllLegs) {
  const std::uint64_t seed = 5;
  SeededRandom random(seed);
  const auto some = [&random] {
    std::vector<Leg> legs;
    for (std::uint64_t i = random.next() % 5; i > 0; --i) {
      const Instant begin = noon + std::chrono::seconds(random.next() % 30);
      const auto state = random.next() % 2 == 0 ? State::holding : State::interacting;
      legs.push_back(leg(state, begin,
                         random.next() % 3 == 0 ? std::optional<Instant>()
                                                : begin + std::chrono::seconds(1 + random.next() % 12)));
    }
    std::sort(legs.begin(), legs.end(), [](const Leg& a, const Leg& b) { return a.begin < b.begin; });
    return legs;
  };
  for (int round = 0; round < 5'000; ++round) {
    const auto before = some();
    const auto after = some();
    const bool is_more = std::any_of(after.begin(), after.end(), [&](const Leg& each) {
      return std::none_of(before.begin(), before.end(),
                          [&](const Leg& known) {
                            return !tells_more(std::vector{known}, std::vector{each}, hour);
                          }) &&
             tells_more({}, std::vector{each}, hour);
    });
    EXPECT_EQ(tells_more(before, after, hour), is_more) << "round " << round << " of seed " << seed;
  }
}

}  // namespace
}  // namespace nowthen::live

#include "webhooks/lane.hpp"

#include <gtest/gtest.h>

#include "core/seeded_random.hpp"

namespace nowthen::webhooks {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t order_of_a = 7;
constexpr std::uint64_t order_of_b = 8;

/// Waits are as long as they can be.
class FullRandom final : public Random {
 public:
  std::uint64_t next() override { return ~std::uint64_t{0}; }
};

TEST(Lane, EventsOfOneKeyGoInOrderAndOthersDoNotWait) {
  Lane lane;
  FullRandom random;
  lane.add(1, order_of_a);
  lane.add(2, order_of_a);
  lane.add(3, order_of_b);
  EXPECT_EQ(lane.due(0s), 1U);
  lane.failed(1, 0s, std::nullopt, random);
  EXPECT_EQ(lane.due(1s), std::nullopt) << "the receiver as a whole is left alone for a while";
  EXPECT_EQ(lane.due(5s), 1U);
  lane.failed(1, 5s, std::nullopt, random);
  EXPECT_EQ(lane.due(15s), 1U);
  lane.failed(1, 15s, std::nullopt, random);
  EXPECT_EQ(lane.next_at(), 35s);
}

TEST(Lane, ABadEventDoesNotHoldUpOthers) {
  Lane lane;
  FullRandom random;
  lane.add(1, order_of_a);
  lane.add(2, order_of_b);
  lane.failed(1, 0s, 60s, random);
  EXPECT_EQ(lane.due(59s), std::nullopt);
  EXPECT_EQ(lane.due(60s), 1U);
  lane.succeeded(2);
  EXPECT_EQ(lane.due(1s), std::nullopt) << "its own wait goes on";
  EXPECT_EQ(lane.due(60s), 1U);
}

TEST(Lane, WaitsDoubleUpToTheLongest) {
  Lane lane;
  FullRandom random;
  lane.add(1, order_of_a);
  Clock::Ticks now = 0s;
  for (int i = 0; i < 40; ++i) {
    lane.failed(1, now, std::nullopt, random);
    EXPECT_LE(*lane.next_at() - now, 15min);
    now = *lane.next_at();
  }
  lane.failed(1, now, std::nullopt, random);
  EXPECT_GT(*lane.next_at() - now, 14min);
}

TEST(Lane, ChanceShortensAWaitByHalfAtMost) {
  SeededRandom random(1);
  for (int i = 0; i < 1000; ++i) {
    Lane lane;
    lane.add(1, order_of_a);
    lane.failed(1, 0s, std::nullopt, random);
    EXPECT_GE(*lane.next_at(), 2500ms);
    EXPECT_LE(*lane.next_at(), 5s);
  }
}

TEST(Lane, WhatAReceiverStatesIsKeptWithinReason) {
  FullRandom random;
  Lane lane;
  lane.add(1, order_of_a);
  lane.failed(1, 0s, 120s, random);
  EXPECT_EQ(lane.next_at(), 120s);
  lane.failed(1, 120s, std::chrono::seconds(10'000'000), random);
  EXPECT_EQ(lane.next_at(), 120s + 6h);
}

TEST(Lane, ASuccessEndsThePause) {
  FullRandom random;
  Lane lane;
  lane.add(1, order_of_a);
  lane.add(2, order_of_b);
  lane.failed(1, 0s, std::nullopt, random);
  lane.succeeded(1);
  EXPECT_EQ(lane.due(0s), 2U);
  lane.succeeded(2);
  EXPECT_TRUE(lane.is_empty());
  EXPECT_EQ(lane.next_at(), std::nullopt);
}

TEST(Lane, WhatIsDroppedMakesWayForTheNext) {
  Lane lane;
  lane.add(1, order_of_a);
  lane.add(2, order_of_a);
  lane.add(3, order_of_a);
  lane.drop(2);
  lane.drop(1);
  lane.drop(7);
  EXPECT_EQ(lane.due(0s), 3U);
  EXPECT_EQ(lane.first(), 3U);
  EXPECT_EQ(lane.size(), 1U);
}

}  // namespace
}  // namespace nowthen::webhooks

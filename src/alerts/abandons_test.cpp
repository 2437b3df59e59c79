#include "alerts/abandons.hpp"

#include <gtest/gtest.h>

#include "floor/leg_test_support.hpp"

namespace nowthen::alerts {
namespace {

using namespace std::chrono_literals;
using floor::State;
using testing::leg;
using testing::second;

TEST(Abandons, AWaitThatNothingFollowsIsAbandoned) {
  Abandons abandons;
  abandons.look(std::vector{leg({State::waiting, 0, 30})}, second(60));
  EXPECT_EQ(abandons.outcomes("sales", 5min).abandoned, 1);
  EXPECT_EQ(abandons.outcomes("sales", 5min).abandon_rate(), 100);
}

TEST(Abandons, AnAnsweredWaitIsNot) {
  Abandons abandons;
  abandons.look(
      std::vector{leg({State::waiting, 0, 30}), leg({State::alerting, 20, 30, "a"}),
                  leg({State::interacting, 30, 50, "a"}), leg({State::waiting, 0, 30, "", "sales", "d"})},
      second(60));
  EXPECT_EQ(abandons.outcomes("sales", 5min).ended, 2);
  EXPECT_EQ(abandons.outcomes("sales", 5min).abandon_rate(), 50);
}

TEST(Abandons, RingingThatNobodyAnswersIsNoAnswer) {
  Abandons abandons;
  abandons.look(std::vector{leg({State::waiting, 0, 30}), leg({State::alerting, 20, 30, "a"})}, second(60));
  EXPECT_EQ(abandons.outcomes("sales", 5min).abandoned, 1);
}

TEST(Abandons, WhoFlowsIntoAnotherQueueHasNotGivenUp) {
  Abandons abandons;
  abandons.look(std::vector{leg({State::waiting, 0, 30}), leg({State::waiting, 30, {}, "", "support"})},
                second(60));
  EXPECT_EQ(abandons.outcomes("sales", 5min).abandoned, 0);
  EXPECT_EQ(abandons.outcomes("sales", 5min).ended, 1);
}

TEST(Abandons, LookingAgainCountsNothingTwiceAndHealsWhatWasWrong) {
  Abandons abandons;
  const std::vector early{leg({State::waiting, 0, 30})};
  abandons.look(early, second(60));
  abandons.look(early, second(61));
  EXPECT_EQ(abandons.outcomes("sales", 5min).ended, 1);
  abandons.look(std::vector{early[0], leg({State::interacting, 30, 50, "a"})}, second(62));
  EXPECT_EQ(abandons.outcomes("sales", 5min).abandoned, 0);
}

TEST(Abandons, IsOfTheSpanAlone) {
  Abandons abandons;
  abandons.look(std::vector{leg({State::waiting, 0, 30})}, second(60));
  abandons.look({}, second(400));
  EXPECT_EQ(abandons.outcomes("sales", 5min).ended, 0);
  EXPECT_EQ(abandons.outcomes("sales", 10min).ended, 1);
  abandons.look({}, second(90'000));
  EXPECT_TRUE(abandons.queues().empty());
}

TEST(Abandons, AreKnownOfASpanOnceAllOfItWasSeen) {
  Abandons abandons;
  EXPECT_FALSE(abandons.covers(5min));
  abandons.look({}, second(1'000));
  abandons.look({}, second(1'299));
  EXPECT_FALSE(abandons.covers(5min));
  abandons.look({}, second(1'300));
  EXPECT_TRUE(abandons.covers(5min));
  EXPECT_FALSE(abandons.covers(10min));
}

TEST(Abandons, WhatWasKeptOfTheTimeBeforeCountsOnce) {
  const std::vector kept{leg({State::waiting, 600, 650})};
  Abandons abandons;
  abandons.look(kept, second(1'000));
  abandons.recall(kept, {second(600), second(1'000)});
  EXPECT_EQ(abandons.outcomes("sales", 400s).ended, 1);
  EXPECT_TRUE(abandons.covers(400s));
  EXPECT_FALSE(abandons.covers(401s));
}

TEST(Abandons, AreNotKnownOfASpanWithAGapUntilItIsFilled) {
  Abandons abandons;
  abandons.look({}, second(500));
  abandons.look({}, second(1'000));
  abandons.leave_unknown_before(second(900));
  EXPECT_TRUE(abandons.covers(100s));
  EXPECT_FALSE(abandons.covers(101s));
  abandons.recall({}, {second(500), second(1'000)});
  EXPECT_TRUE(abandons.covers(500s));
}

}  // namespace
}  // namespace nowthen::alerts

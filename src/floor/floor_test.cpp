#include "floor/floor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "floor/leg_test_support.hpp"
#include "tests/support/property.hpp"

namespace nowthen::floor {
namespace {

using enum State;
using testing::leg;
using testing::second;

TEST(FloorAt, CountsAWaitUntilSomebodyAlerts) {
  const std::vector legs{leg({waiting, 10, 31}), leg({alerting, 25, 30, "a"}),
                         leg({interacting, 30, 60, "a"})};
  const Floor before = floor_at(legs, second(24));
  ASSERT_EQ(before.queues.size(), 1U);
  EXPECT_EQ(before.queues[0].waiting, 1);
  EXPECT_EQ(before.queues[0].waiting_since, second(10));
  EXPECT_EQ(before.conversations[0].state, waiting);
  EXPECT_TRUE(before.agents.empty());
  const Floor rings = floor_at(legs, second(25));
  EXPECT_EQ(rings.queues[0].waiting, 0);
  EXPECT_EQ(rings.queues[0].waiting_since, std::nullopt);
  EXPECT_EQ(rings.queues[0].alerting, 1);
  EXPECT_EQ(rings.conversations[0].user_id, UserId("a"));
  const Floor answered = floor_at(legs, second(30));
  EXPECT_EQ(answered.queues[0].waiting, 0);
  EXPECT_EQ(answered.queues[0].interacting, 1);
}

TEST(FloorAt, IsHalfOpen) {
  const std::vector legs{leg({waiting, 10, 31})};
  EXPECT_TRUE(floor_at(legs, second(9)).conversations.empty());
  EXPECT_EQ(floor_at(legs, second(10)).conversations.size(), 1U);
  EXPECT_TRUE(floor_at(legs, second(31)).conversations.empty());
}

TEST(FloorAt, HasAnAgentHoldWhoTalksToAColleagueMeanwhile) {
  const std::vector legs{leg({interacting, 0, 20, "a"}), leg({holding, 20, 50, "a"}),
                         leg({interacting, 25, 50, "a"}), leg({alerting, 21, 25, "b", "claims"}),
                         leg({interacting, 25, 90, "b", "claims"})};
  const Floor floor = floor_at(legs, second(30));
  ASSERT_EQ(floor.queues.size(), 2U);
  EXPECT_EQ(floor.queues[0].queue_id, QueueId("claims"));
  EXPECT_EQ(floor.queues[0].interacting, 1);
  EXPECT_EQ(floor.queues[1].holding, 1);
  EXPECT_EQ(floor.queues[1].interacting, 0);
  ASSERT_EQ(floor.agents.size(), 2U);
  EXPECT_EQ(floor.agents[0].state, holding);
  EXPECT_EQ(floor.agents[0].since, second(20));
  EXPECT_EQ(floor.agents[1].state, interacting);
  ASSERT_EQ(floor.conversations.size(), 1U);
  EXPECT_EQ(floor.conversations[0].state, interacting);
  EXPECT_EQ(floor.conversations[0].user_id, UserId("b"));
}

TEST(FloorAt, CountsBothAgentsOfAConference) {
  const std::vector legs{leg({interacting, 0, 20, "a"}), leg({interacting, 5, 30, "b"})};
  const Floor floor = floor_at(legs, second(10));
  EXPECT_EQ(floor.queues[0].interacting, 2);
  EXPECT_EQ(floor.conversations[0].since, second(0));
}

TEST(FloorAt, KeepsTheWrapUpAfterTheEnd) {
  const std::vector legs{leg({interacting, 0, 20, "a"}), leg({wrapping, 20, 50, "a"})};
  const Floor floor = floor_at(legs, second(40));
  EXPECT_EQ(floor.queues[0].wrapping, 1);
  EXPECT_EQ(floor.conversations[0].state, wrapping);
  EXPECT_EQ(floor.agents[0].state, wrapping);
}

TEST(FloorAt, CountsAWaitBesideTheWrapUpOfTheTalkBefore) {
  const std::vector legs{leg({wrapping, 20, 50, "a"}), leg({waiting, 30, 60})};
  const Floor floor = floor_at(legs, second(40));
  EXPECT_EQ(floor.queues[0].waiting, 1);
  EXPECT_EQ(floor.queues[0].wrapping, 1);
  EXPECT_EQ(floor.conversations[0].state, waiting);
}

TEST(FloorAt, HasAConversationFromItsFirstQueueOn) {
  const std::vector legs{leg({interacting, 0, 50, "a", ""}), leg({waiting, 20, 30})};
  EXPECT_TRUE(floor_at(legs, second(10)).conversations.empty());
  EXPECT_EQ(floor_at(legs, second(20)).conversations.size(), 1U);
  EXPECT_EQ(floor_at(legs, second(40)).conversations.size(), 1U);
  EXPECT_TRUE(floor_at(legs, second(40)).queues.empty());
}

TEST(FloorAt, CountsAnAgentsConversations) {
  const std::vector legs{leg({interacting, 0, 50, "a", "sales", "c"}),
                         leg({wrapping, 10, 50, "a", "sales", "d"})};
  const Floor floor = floor_at(legs, second(20));
  ASSERT_EQ(floor.agents.size(), 1U);
  EXPECT_EQ(floor.agents[0].conversations, 2);
  EXPECT_EQ(floor.agents[0].state, interacting);
}

Leg random_leg() {
  const int begin = *rc::gen::inRange(0, 20);
  const State state = static_cast<State>(*rc::gen::inRange(0, 5));
  return leg({state, begin, begin + *rc::gen::inRange(1, 10),
              state == waiting ? "" : *rc::gen::element<std::string>("a", "b"),
              *rc::gen::element<std::string>("sales", "claims"),
              *rc::gen::element<std::string>("c", "d", "e")});
}

TEST(FloorAt, DoesNotDependOnTheOrderOfLegs) {
  testing::expect_property("the floor of legs is that of the same legs shuffled", [] {
    std::vector<Leg> legs;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) legs.push_back(random_leg());
    const Floor floor = floor_at(legs, second(10));
    for (std::size_t i = legs.size(); i > 1; --i)
      std::swap(legs[i - 1], legs[*rc::gen::inRange<std::size_t>(0, i)]);
    RC_ASSERT(floor_at(legs, second(10)) == floor);
  });
}

TEST(FloorAt, AddsUp) {
  testing::expect_property("queues, conversations and agents tell of the same legs", [] {
    std::vector<Leg> legs;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) legs.push_back(random_leg());
    const Floor floor = floor_at(legs, second(10));
    std::set<std::string> present;
    for (const Leg& each : legs)
      if (each.covers(second(10))) present.insert(each.conversation_id.str());
    RC_ASSERT(floor.conversations.size() == present.size());
    int waits = 0;
    int work = 0;
    for (const FloorQueue& queue : floor.queues) {
      waits += queue.waiting;
      work += queue.alerting + queue.interacting + queue.holding + queue.wrapping;
      RC_ASSERT(queue.waiting_since.has_value() == (queue.waiting > 0));
    }
    int of_agents = 0;
    for (const FloorAgent& agent : floor.agents) of_agents += agent.conversations;
    RC_ASSERT(of_agents <= work);
    RC_ASSERT(static_cast<std::size_t>(waits + work) >= floor.conversations.size());
  });
}

}  // namespace
}  // namespace nowthen::floor

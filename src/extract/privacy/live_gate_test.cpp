#include "extract/privacy/live_gate.hpp"

#include <gtest/gtest.h>

#include "floor/leg_test_support.hpp"

namespace nowthen::extract {
namespace {

using floor::Leg;
using floor::State;
using testing::leg;
using enum PrivacyAction;
using Named = std::vector<std::pair<PrivacyAction, std::string>>;

std::shared_ptr<const RecordPolicy> policy_of(const Named& named) {
  PrivacyRules rules;
  for (const auto& [action, name] : named) EXPECT_TRUE(add_rule(rules, action, name)) << name;
  return std::make_shared<const RecordPolicy>(rules, "a key that nobody knows");
}

std::vector<Leg> talk() {
  return {leg({State::waiting, 100, 120}), leg({State::interacting, 120, {}, "ann"})};
}

TEST(LiveGate, WithoutRulesGivesWhatCame) { EXPECT_EQ(LiveGate().admit(talk()), talk()); }

TEST(LiveGate, NobodyIsToldAnIdThatARuleHashes) {
  LiveGate gate;
  gate.obey(policy_of({{hash, "participant.user_id"}}));
  const auto left = gate.admit(talk());
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0], talk()[0]) << "what no rule names stays";
  EXPECT_TRUE(left[1].user_id.str().starts_with("hmac:")) << left[1].user_id.str();
  EXPECT_EQ(left[1].begin, talk()[1].begin);
}

TEST(LiveGate, WhatARuleDropsIsEmpty) {
  LiveGate gate;
  gate.obey(policy_of({{drop, "session.direction"}, {drop, "segment.queue_id"}}));
  for (const Leg& each : gate.admit(talk())) {
    EXPECT_EQ(each.direction, "");
    EXPECT_EQ(each.queue_id.str(), "");
    EXPECT_NE(each.media_type, "");
  }
}

TEST(LiveGate, AnotherPolicyHoldsForWhatWasKnownBefore) {
  LiveGate gate;
  gate.obey(policy_of({{hash, "participant.user_id"}}));
  EXPECT_EQ(gate.admit(talk()), gate.admit(talk())) << "equal values stay equal";
  gate.obey(policy_of({{mask, "participant.user_id"}}));
  EXPECT_EQ(gate.admit(talk())[1].user_id.str(), "***");
  gate.obey(nullptr);
  EXPECT_EQ(gate.admit(talk()), talk());
}

TEST(LiveGate, WhatHasChangedIsLookedAtAnew) {
  LiveGate gate;
  gate.obey(policy_of({{hash, "participant.user_id"}}));
  auto legs = talk();
  gate.admit(legs);
  legs[1].end = testing::second(150);
  EXPECT_EQ(gate.admit(legs)[1].end, legs[1].end);
  EXPECT_TRUE(gate.admit({}).empty());
}

}  // namespace
}  // namespace nowthen::extract

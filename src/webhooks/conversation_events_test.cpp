#include "webhooks/conversation_events.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <unordered_set>

#include "floor/leg_test_support.hpp"
#include "floor/legs_of.hpp"
#include "floor/live_track.hpp"
#include "floor/story_test_support.hpp"

namespace nowthen::webhooks {
namespace {

using floor::Leg;
using floor::State;
using testing::leg;
using Told = std::vector<std::string>;

/// As `answered 30`: type without its family, and the second.
Told told(const std::vector<Event>& events) {
  Told all;
  for (const Event& event : events)
    all.push_back(event.type.substr(event.type.find('.') + 1) + " " +
                  std::to_string(event.at.time_since_epoch() / std::chrono::seconds(1)));
  return all;
}

Told told(const std::vector<Leg>& legs, bool is_over = true) {
  return told(conversation_events({}, {.legs = legs, .is_over = is_over}));
}

TEST(ConversationEvents, TellACallFromItsWaitToItsWrapUp) {
  EXPECT_EQ(told({leg({State::waiting, 0, 30}), leg({State::alerting, 20, 30, "ann"}),
                  leg({State::interacting, 30, 60, "ann"}), leg({State::wrapping, 60, 75, "ann"})}),
            (Told{"started 0", "answered 30", "ended 60", "wrapped_up 75"}));
}

TEST(ConversationEvents, TakingItBackAfterAHoldIsNoAnswer) {
  EXPECT_EQ(told({leg({State::interacting, 30, 40, "ann"}), leg({State::holding, 40, 50, "ann"}),
                  leg({State::interacting, 50, 60, "ann"}), leg({State::holding, 60, {}, "ann"})},
                 false),
            (Told{"started 30", "answered 30", "held 40", "held 60"}));
}

TEST(ConversationEvents, WhoeverTalkedLeavesAndItWaitsElsewhere) {
  const std::vector legs{leg({State::interacting, 10, 40, "ann"}),
                         leg({State::waiting, 55, {}, "", "support"})};
  const auto events = conversation_events({}, {.legs = legs});
  EXPECT_EQ(told(events), (Told{"started 10", "answered 10", "transferred 55"}));
  EXPECT_NE(events.back().payload.find(R"("queue_id":"support")"), std::string::npos);
  EXPECT_NE(events.back().payload.find(R"("from_user_id":"ann")"), std::string::npos);
}

TEST(ConversationEvents, AConsultationBecomesATransferWhenTheFirstLeaves) {
  const std::vector legs{leg({State::interacting, 10, 30, "ann"}), leg({State::holding, 30, 60, "ann"}),
                         leg({State::alerting, 35, 40, "bob"}), leg({State::interacting, 40, 90, "bob"})};
  EXPECT_EQ(told(legs),
            (Told{"started 10", "answered 10", "held 30", "answered 40", "transferred 60", "ended 90"}));
}

TEST(ConversationEvents, AConsultationThatEndsIsNoTransfer) {
  EXPECT_EQ(told({leg({State::interacting, 10, 30, "ann"}), leg({State::holding, 30, 60, "ann"}),
                  leg({State::interacting, 40, 60, "bob"}), leg({State::interacting, 60, 90, "ann"})}),
            (Told{"started 10", "answered 10", "held 30", "answered 40", "ended 90"}));
}

TEST(ConversationEvents, RingingThatIsNotAnsweredIsNoTransfer) {
  EXPECT_EQ(told({leg({State::waiting, 0, 50}), leg({State::alerting, 10, 20, "ann"}),
                  leg({State::alerting, 25, 50, "bob"}), leg({State::interacting, 50, 60, "bob"})}),
            (Told{"started 0", "answered 50", "ended 60"}));
}

TEST(ConversationEvents, GivingUpEndsItUnanswered) {
  const auto events =
      conversation_events({}, {.legs = std::vector{leg({State::waiting, 0, 50})}, .is_over = true});
  EXPECT_EQ(told(events), (Told{"started 0", "ended 50"}));
  EXPECT_NE(events.back().payload.find(R"("was_answered":false)"), std::string::npos);
}

TEST(ConversationEvents, WhatIsNotOverHasNoEnd) {
  EXPECT_EQ(told({leg({State::waiting, 0, 50})}, false), Told{"started 0"});
}

TEST(ConversationEvents, OnlyWhatIsNewIsTold) {
  const std::vector before{leg({State::waiting, 0, {}})};
  const std::vector after{leg({State::waiting, 0, 30}), leg({State::interacting, 30, {}, "ann"})};
  EXPECT_EQ(told(conversation_events({.legs = before}, {.legs = after})), Told{"answered 30"});
  EXPECT_TRUE(conversation_events({.legs = after}, {.legs = after}).empty());
}

TEST(ConversationEvents, WhatIsOverAndChangesByMoreThanSecondsIsCorrected) {
  const std::vector before{leg({State::interacting, 30, 60, "ann"})};
  const std::vector near{leg({State::interacting, 30, 63, "ann"})};
  const std::vector far{leg({State::interacting, 30, 70, "ann"})};
  const auto events = [&](const std::vector<Leg>& a, const std::vector<Leg>& b) {
    return conversation_events({.legs = a, .is_over = true}, {.legs = b, .is_over = true});
  };
  EXPECT_TRUE(events(before, near).empty());
  ASSERT_EQ(told(events(before, far)), Told{"corrected 70"});
  EXPECT_EQ(events(before, far)[0].id, events(near, far)[0].id);
  EXPECT_NE(events(before, far)[0].id, events(far, before)[0].id);
}

TEST(ConversationEvents, HostileTextsStaySmall) {
  std::vector legs{leg({State::waiting, 0, 10}), leg({State::interacting, 10, 20, "ann"}),
                   leg({State::waiting, 20, 30}), leg({State::wrapping, 20, 25, "ann"})};
  for (Leg& each : legs) {
    each.conversation_id = ConversationId(std::string(1'000'000, '\x01'));
    each.queue_id = QueueId(std::string(1'000'000, '"') + each.queue_id.str());
    each.media_type = each.direction = std::string(1'000'000, '\\');
  }
  for (const Event& event : conversation_events({}, {.legs = legs, .is_over = true}))
    EXPECT_LT(event.payload.size(), payload_limit) << event.type;
}

std::vector<Leg> legs_of_events(const testing::Story& story, std::size_t count, bool& is_over) {
  floor::LiveTrack track;
  for (std::size_t i = 0; i < count; ++i) track.apply(story.events()[i].event, story.events()[i].seen_at);
  is_over = track.is_over();
  return track.legs();
}

RC_GTEST_PROP(ConversationEvents, ToldStepByStepOrAtOnceAreTheSame, ()) {
  const testing::Story story = testing::random_story();
  bool is_over = false;
  const auto whole = legs_of_events(story, story.events().size(), is_over);
  std::unordered_set<std::string> at_once;
  for (const Event& event : conversation_events({}, {.legs = whole, .is_over = is_over}))
    at_once.insert(event.id);

  std::unordered_set<std::string> step_by_step;
  std::vector<Leg> before;
  bool was_over = false;
  for (std::size_t count = 1; count <= story.events().size(); ++count) {
    const auto after = legs_of_events(story, count, is_over);
    for (const Event& event : conversation_events({before, was_over}, {after, is_over})) {
      RC_ASSERT(event.type != "conversation.corrected");
      RC_ASSERT(step_by_step.insert(event.id).second);
    }
    before = after;
    was_over = is_over;
  }
  RC_ASSERT(step_by_step == at_once);
}

RC_GTEST_PROP(ConversationEvents, TheRecordTellsTheSameIds, ()) {
  const testing::Story story = testing::random_story();
  bool is_over = false;
  const auto live = legs_of_events(story, story.events().size(), is_over);
  const auto record = floor::legs_of(story.record());
  RC_ASSERT(is_over);
  RC_ASSERT(conversation_events({live, true}, {record, true}).empty());
}

}  // namespace
}  // namespace nowthen::webhooks

#include "serve/announcer.hpp"

#include <gtest/gtest.h>

#include "floor/leg_test_support.hpp"

namespace nowthen::serve {
namespace {

using floor::Leg;
using floor::State;
using testing::leg;
using testing::second;
using Told = std::vector<std::string>;

/// What the feed says that it has seen until `at`.
Snapshot seen(std::vector<Leg> legs, std::int64_t at, std::unordered_set<std::string> over = {}) {
  Snapshot state{.started_at = second(0)};
  state.has_feed_told = true;
  state.feed.seen_until = second(at);
  state.legs = std::make_shared<const std::vector<Leg>>(std::move(legs));
  state.over = std::make_shared<const std::unordered_set<std::string>>(std::move(over));
  return state;
}

alerts::Rule rule(const std::string& when) {
  return std::get<alerts::Rule>(
      alerts::make_rule({.name = "rule", .when = when, .clear = {}, .queues = {}, .media = {}}));
}

Told types(const Announcement& announcement) {
  Told all;
  all.reserve(announcement.events.size());
  for (const auto& event : announcement.events) all.push_back(event.type);
  return all;
}

TEST(Announcer, TellsWhatHasChangedSinceItLookedLast) {
  Announcer announcer({}, {});
  const auto wait = leg({State::waiting, 100, {}});
  EXPECT_EQ(types(announcer.look(seen({wait}, 110), second(110), {})), Told{"conversation.started"});
  EXPECT_EQ(types(announcer.look(seen({wait}, 111), second(111), {})), Told{});
  const std::vector answered{leg({State::waiting, 100, 120}), leg({State::interacting, 120, {}, "ann"})};
  EXPECT_EQ(types(announcer.look(seen(answered, 121), second(121), {})), Told{"conversation.answered"});
}

TEST(Announcer, AnEndIsToldOnceAllAreGone) {
  Announcer announcer({}, {});
  const std::vector legs{leg({State::interacting, 100, 120, "ann"})};
  EXPECT_EQ(types(announcer.look(seen(legs, 121), second(121), {})),
            (Told{"conversation.started", "conversation.answered"}));
  EXPECT_EQ(types(announcer.look(seen(legs, 122, {"c"}), second(122), {})), Told{"conversation.ended"});
}

TEST(Announcer, WhatIsKnownNoMoreAndComesAgainHasTheSameIds) {
  Announcer announcer({}, {});
  const std::vector legs{leg({State::waiting, 100, {}})};
  const auto first = announcer.look(seen(legs, 110), second(110), {}).events;
  EXPECT_TRUE(announcer.look(seen({}, 111), second(111), {}).events.empty());
  EXPECT_EQ(announcer.look(seen(legs, 112), second(112), {}).events, first);
}

TEST(Announcer, AnAlertComesWithTheStateThatRemembersIt) {
  const auto made = rule("queue.waiting >= 1");
  Announcer announcer({made}, {});
  const auto wait = leg({State::waiting, 100, {}});
  const auto fired = announcer.look(seen({wait}, 110), second(110), {});
  ASSERT_EQ(types(fired), (Told{"conversation.started", "alert.fired"}));
  ASSERT_TRUE(fired.note);
  EXPECT_EQ(announcer.firing_count(), 1U);
  Announcer again({made}, fired.note);
  EXPECT_EQ(types(again.look(seen({wait}, 200), second(200), {})), Told{"conversation.started"});
  EXPECT_EQ(types(again.look(seen({leg({State::waiting, 100, 210})}, 211), second(211), {})),
            Told{"alert.resolved"});
}

TEST(Announcer, NothingIsNotedWhereNothingGoesOn) {
  Announcer announcer({rule("queue.waiting >= 5")}, {});
  for (std::int64_t at = 100; at < 300; at += 10)
    EXPECT_FALSE(announcer.look(seen({leg({State::waiting, 100, {}})}, at), second(at), {}).note) << at;
}

TEST(Announcer, AFloorThatIsOldFiresNothingButTheFeedsAge) {
  Announcer announcer({rule("queue.waiting >= 1")}, {});
  const auto state = seen({leg({State::waiting, 100, {}})}, 100);
  EXPECT_EQ(types(announcer.look(state, second(221), {})), Told{"conversation.started"});
  Announcer blind({rule("feed.age > 2m")}, {});
  EXPECT_EQ(types(blind.look(state, second(221), {})), (Told{"conversation.started", "alert.fired"}));
}

TEST(Announcer, ARateAfterARestartIsOfWhatWasKeptOrNotKnown) {
  const auto made = rule("queue.abandon_rate(5m) >= 50%");
  Announcer knowing({made}, {});
  EXPECT_EQ(knowing.rate_span(), std::chrono::minutes(5));
  knowing.recall({leg({State::waiting, 700, 800})}, {second(600), second(1'000)});
  EXPECT_EQ(types(knowing.look(seen({}, 1'000), second(1'000), {})), Told{"alert.fired"});
  Announcer blind({made}, {});
  blind.look(seen({}, 1'000), second(1'000), {});
  const std::vector gave_up{leg({State::waiting, 1'010, 1'020})};
  EXPECT_EQ(types(blind.look(seen(gave_up, 1'030), second(1'030), {})), Told{"conversation.started"});
  EXPECT_EQ(types(blind.look(seen(gave_up, 1'299), second(1'299), {})), Told{});
  EXPECT_EQ(types(blind.look(seen(gave_up, 1'300), second(1'300), {})), Told{"alert.fired"});
}

TEST(Announcer, ANoteThatIsNoneIsLeftAside) {
  Announcer announcer({rule("queue.waiting >= 1")}, "nonsense");
  EXPECT_EQ(announcer.firing_count(), 0U);
}

}  // namespace
}  // namespace nowthen::serve

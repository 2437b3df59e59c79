#include "floor/live_track.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "floor/legs_of.hpp"
#include "floor/story_test_support.hpp"
#include "tests/support/property.hpp"

namespace nowthen::floor {
namespace {

using enum State;
using testing::random_story;
using testing::second;
using testing::SeenEvent;
using testing::Story;
using Legs = std::vector<Leg>;

LiveTrack track_of(const std::vector<SeenEvent>& events) {
  LiveTrack track;
  for (const SeenEvent& each : events) track.apply(each.event, each.seen_at);
  return track;
}

std::vector<SeenEvent> shuffled(std::vector<SeenEvent> events) {
  for (std::size_t i = events.size(); i > 1; --i)
    std::swap(events[i - 1], events[*rc::gen::inRange<std::size_t>(0, i)]);
  return events;
}

std::vector<SeenEvent> with_duplicates(std::vector<SeenEvent> events) {
  for (int extra = *rc::gen::inRange(0, 5); extra > 0; --extra)
    events.push_back(events[*rc::gen::inRange<std::size_t>(0, events.size())]);
  return events;
}

/// Each may come twice in a row.
std::vector<SeenEvent> stuttering(const std::vector<SeenEvent>& events) {
  std::vector<SeenEvent> stutter;
  for (const SeenEvent& each : events)
    stutter.insert(stutter.end(), *rc::gen::inRange<std::size_t>(1, 3), each);
  return stutter;
}

/// The same, arriving one second after another, long after they were made.
std::vector<SeenEvent> late(std::vector<SeenEvent> events) {
  std::int64_t at = 10'000;
  for (SeenEvent& each : events) each.seen_at = second(at++);
  return events;
}

TEST(LiveTrack, TellsOfACallWhatItsRecordTells) {
  testing::expect_property("legs of events are legs of the record, at every step", [] {
    const Story story = random_story();
    const LiveTrack track = track_of(story.events());
    RC_ASSERT(track.legs() == legs_of(story.record()));
    RC_ASSERT(track.is_over());
    RC_ASSERT(!track.is_doubtful());
  });
}

TEST(LiveTrack, DoesNotDependOnTheOrderOfEventsNorOnHowOftenTheyCome) {
  testing::expect_property("shuffled and repeated events, seen when they were, tell the same", [] {
    const Story story = random_story();
    const LiveTrack track = track_of(shuffled(with_duplicates(story.events())));
    RC_ASSERT(track.legs() == legs_of(story.record()));
    RC_ASSERT(track.is_over());
    RC_ASSERT(!track.is_doubtful());
  });
}

/// Begins and states; when a hold is seen to be over depends on when that is seen.
std::vector<std::pair<State, Instant>> firm_part(const Legs& legs) {
  std::vector<std::pair<State, Instant>> firm;
  for (const Leg& each : legs)
    if (each.state != interacting && each.state != holding) firm.emplace_back(each.state, each.begin);
  return firm;
}

/// Who does what at the instant.
std::vector<std::pair<UserId, State>> doing_at(const LiveTrack& track, Instant at) {
  std::vector<std::pair<UserId, State>> doing;
  for (const Leg& each : track.legs())
    if (each.covers(at)) doing.emplace_back(each.user_id, each.state);
  std::sort(doing.begin(), doing.end());
  return doing;
}

TEST(LiveTrack, KnowsWhatGoesOnHoweverLateEventsComeOrSaysThatItDoubts) {
  testing::expect_property("events that arrive late and in another order", [] {
    const Story story = random_story();
    const auto upto = *rc::gen::inRange<std::ptrdiff_t>(1, std::ssize(story.events()) + 1);
    const std::vector<SeenEvent> known(story.events().begin(), story.events().begin() + upto);
    const LiveTrack truth = track_of(known);
    const LiveTrack track = track_of(late(stuttering(shuffled(known))));
    RC_ASSERT(firm_part(track.legs()) == firm_part(truth.legs()));
    RC_ASSERT(track.is_over() == truth.is_over());
    const Instant later = second(1'000'000);
    if (!track.is_doubtful()) RC_ASSERT(doing_at(track, later) == doing_at(truth, later));
  });
}

TEST(LiveTrack, ChangesNothingForAnOlderEvent) {
  testing::expect_property("what was there already, seen again later", [] {
    const Story story = random_story();
    LiveTrack track = track_of(story.events());
    for (const SeenEvent& each : story.events()) {
      const auto applied = track.apply(each.event, story.now());
      RC_ASSERT(!applied.changed || applied.doubtful);
    }
  });
}

TEST(LiveTrack, TakesTheRecordsWord) {
  testing::expect_property("a final record wins, whatever was seen before", [] {
    const Story story = random_story();
    std::vector<SeenEvent> seen = shuffled(with_duplicates(story.events()));
    seen.resize(*rc::gen::inRange<std::size_t>(0, seen.size()));
    LiveTrack track = track_of(late(seen));
    track.replace(story.record(), second(20'000));
    RC_ASSERT(track.legs() == legs_of(story.record()));
    RC_ASSERT(track.is_over());
    RC_ASSERT(!track.is_doubtful());
  });
}

/// The story up to a talk.
Story talking() {
  Story story;
  story.queue();
  story.wait(10);
  story.alert();
  story.wait(5);
  story.answer();
  return story;
}

TEST(LiveTrack, GoesOnFromARecordThatWasOpen) {
  testing::expect_property("events after a record complete it, in the order in which they come", [] {
    Story story = talking();
    testing::talk(story);
    if (*rc::gen::arbitrary<bool>()) story.hold();
    const ConversationDetail open = story.record();
    const Instant as_of = story.now();
    const std::size_t told = story.events().size();
    story.wait(5);
    story.hang_up(true);
    story.wait(5);
    story.finish_wrapup();
    story.wait(5);
    story.end();
    LiveTrack track;
    if (*rc::gen::arbitrary<bool>())
      track.apply(story.events().front().event, story.events().front().seen_at);
    track.replace(open, as_of);
    for (std::size_t i = told; i < story.events().size(); ++i)
      track.apply(story.events()[i].event, story.events()[i].seen_at);
    RC_ASSERT(track.legs() == legs_of(story.record()));
    RC_ASSERT(track.is_over());
  });
}

TEST(LiveTrack, EndsAHoldOfARecordWithTheNextEventThatDoesNotSayIt) {
  Story story = talking();
  story.wait(10);
  story.hold();
  LiveTrack track;
  track.replace(story.record(), story.now());
  EXPECT_EQ(track.legs().back().state, holding);
  story.wait(10);
  story.take_back();
  EXPECT_TRUE(track.apply(story.events().back().event, story.events().back().seen_at).changed);
  EXPECT_EQ(track.legs().back().state, interacting);
  EXPECT_EQ(track.legs(), legs_of(story.record()));
}

TEST(LiveTrack, AsksWhenAHoldComesAfterItsEnd) {
  Story story = talking();
  story.wait(10);
  story.hold();
  story.wait(10);
  story.take_back();
  const auto& events = story.events();
  LiveTrack track;
  EXPECT_FALSE(track.apply(events[2].event, second(2000)).doubtful);
  EXPECT_TRUE(track.apply(events[3].event, second(2001)).doubtful);
  EXPECT_FALSE(track.apply(events[3].event, second(2001)).doubtful);
  EXPECT_TRUE(track.is_doubtful());
  track.replace(story.record(), second(2002));
  EXPECT_FALSE(track.is_doubtful());
  EXPECT_EQ(track.legs(), legs_of(story.record()));
}

TEST(LiveTrack, IsNotOverWhileSomebodyWrapsUp) {
  Story story = talking();
  story.hang_up(true);
  story.end();
  EXPECT_FALSE(track_of(story.events()).is_over());
  story.wait(5);
  story.finish_wrapup();
  EXPECT_TRUE(track_of(story.events()).is_over());
}

TEST(LiveTrack, IsNotOverBetweenTwoPartsOfARecord) {
  Story story;
  story.queue();
  story.give_up_waiting();
  ConversationDetail record = story.record();
  record.participants[0].sessions[0].segments[0].segment_end = story.now();
  LiveTrack track;
  track.replace(record, story.now());
  EXPECT_FALSE(track.is_over());
  record.conversation_end = story.now();
  EXPECT_TRUE(track.replace(record, story.now()));
  EXPECT_TRUE(track.is_over());
}

TEST(LiveTrack, RefusesARecordOlderThanTheLast) {
  Story story = talking();
  LiveTrack track;
  track.replace(story.record(), second(5000));
  story.hang_up(false);
  EXPECT_FALSE(track.replace(story.record(), second(4000)));
}

TEST(LiveTrack, KeepsAWrapUpThatTheRecordDoesNotShowYet) {
  Story story = talking();
  const ConversationDetail before = story.record();
  story.hang_up(true);
  LiveTrack track = track_of(story.events());
  track.replace(before, story.now());
  EXPECT_EQ(track.legs().back().state, wrapping);
}

LiveConversation with_agent(LiveParticipant agent) {
  agent.id = "a";
  agent.purpose = "agent";
  agent.user_id = UserId("u");
  agent.queue_id = QueueId("sales");
  return {.id = ConversationId("c"), .participants = {agent}};
}

TEST(LiveTrack, DoesNotTakeDialingForAlerting) {
  LiveParticipant agent;
  agent.connected_time = second(10);
  agent.communications = {{.id = "1", .media_type = "voice", .state = "dialing", .direction = "outbound"}};
  LiveTrack track;
  track.apply(with_agent(agent), second(10));
  EXPECT_TRUE(track.legs().empty());
  agent.communications[0].state = "connected";
  agent.communications[0].connected_time = second(20);
  track.apply(with_agent(agent), second(20));
  ASSERT_EQ(track.legs().size(), 1U);
  EXPECT_EQ(track.legs()[0].state, interacting);
  EXPECT_EQ(track.legs()[0].begin, second(20));
}

TEST(LiveTrack, DoesNotGuessThatACallRangThatMayHaveBeenDialed) {
  LiveParticipant agent;
  agent.connected_time = second(10);
  agent.communications = {
      {.id = "1", .media_type = "voice", .state = "connected", .connected_time = second(20)}};
  LiveTrack track;
  track.apply(with_agent(agent), second(20));
  ASSERT_EQ(track.legs().size(), 1U);
  EXPECT_EQ(track.legs()[0].state, interacting);
  agent.communications[0].direction = "inbound";
  LiveTrack inbound;
  inbound.apply(with_agent(agent), second(20));
  EXPECT_EQ(inbound.legs().at(0).state, alerting);
}

TEST(LiveTrack, HasACallBackRingAndItsCallHeld) {
  LiveParticipant agent;
  agent.connected_time = second(10);
  agent.communications = {
      {.id = "1", .media_type = "callback", .state = "connected", .connected_time = second(15)},
      {.id = "2",
       .media_type = "voice",
       .state = "connected",
       .direction = "outbound",
       .held = true,
       .start_hold_time = second(40),
       .connected_time = second(30)}};
  agent.start_acw_time = second(60);
  LiveTrack track;
  track.apply(with_agent(agent), second(61));
  ASSERT_EQ(track.legs().size(), 5U);
  EXPECT_EQ(track.legs()[0].state, alerting);
  EXPECT_EQ(track.legs()[0].media_type, "callback");
  EXPECT_EQ(track.legs()[4].state, wrapping);
  EXPECT_EQ(track.legs()[4].media_type, "voice");
  EXPECT_EQ(floor_at(track.legs(), second(50)).agents.at(0).state, holding);
}

}  // namespace
}  // namespace nowthen::floor

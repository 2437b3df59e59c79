#include "serve/readiness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nowthen::serve {
namespace {
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};

Snapshot sound() {
  Snapshot state{.started_at = noon - 5h};
  state.has_feed_told = true;
  state.feed.looked_at = noon - 2min;
  state.sync.succeeded_at = noon - 1h;
  return state;
}

TEST(Readiness, IsThereWhileFeedAndSyncComeToTheirEnds) {
  EXPECT_TRUE(readiness(sound(), noon).is_ready());
  auto with_gap = sound();
  with_gap.feed.has_gap = true;
  EXPECT_TRUE(readiness(with_gap, noon).is_ready());
}

TEST(Readiness, NotesWhyTheFeedAsks) {
  auto state = sound();
  state.feed.lines.why_not = "conversation:communication:view is missing";
  EXPECT_TRUE(readiness(state, noon).is_ready());
  EXPECT_THAT(readiness(state, noon).notes, ElementsAre(HasSubstr("communication:view")));
}

TEST(Readiness, NotesThatTheFeedAsksForPartOfIt) {
  auto state = sound();
  state.feed.lines = {.why_not = "7 queues are too many", .connected = 19};
  EXPECT_THAT(readiness(state, noon).notes, ElementsAre(HasSubstr("not all events come: 7 queues")));
}

TEST(Readiness, NotesThatThereIsNoRoomToKeepAnything) {
  auto state = sound();
  state.feed.lines.all_come = true;
  state.feed.no_room = "only 3 MB are free";
  EXPECT_TRUE(readiness(state, noon).is_ready()) << "the board goes on";
  EXPECT_THAT(readiness(state, noon).notes, ElementsAre(HasSubstr("not kept: only 3 MB are free")));
}

TEST(Readiness, SaysWhatDoesNotAndWhy) {
  auto state = sound();
  state.feed.looked_at = noon - 20min;
  state.feed.trouble = "no route";
  state.sync.succeeded_at = noon - 4h;
  state.sync.trouble = "disk full";
  EXPECT_THAT(readiness(state, noon).doubts, ElementsAre("the feed looked last 20 minutes ago: no route",
                                                         "a sync succeeded last 240 minutes ago: disk full"));
}

TEST(Readiness, WaitsForTheFirstLookButNotForTheFirstSync) {
  Snapshot state{.started_at = noon - 1min};
  EXPECT_THAT(readiness(state, noon).doubts, ElementsAre(HasSubstr("not looked yet")));
  state.has_feed_told = true;
  state.feed.looked_at = noon;
  EXPECT_TRUE(readiness(state, noon).is_ready());
  state.feed_trouble = "the credentials are refused";
  EXPECT_THAT(readiness(state, noon).doubts, ElementsAre(HasSubstr("credentials")));
}

}  // namespace
}  // namespace nowthen::serve

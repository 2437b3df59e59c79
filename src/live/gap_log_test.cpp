#include "live/gap_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + 12h};

TEST(GapLog, HasOneGapAtATimeWithTheEarliestBegin) {
  GapLog log;
  log.open(noon, GapCause::disconnected, "lost");
  log.open(noon - 5s, GapCause::silence);
  log.open(noon + 5s, GapCause::silence);
  const auto changed = log.take_changed();
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0],
            (Gap{.number = 1, .began_at = noon - 5s, .cause = GapCause::disconnected, .note = "lost"}));
  EXPECT_TRUE(log.take_changed().empty());
}

TEST(GapLog, IsHealedOnlyWhereItIsOverAndAskedFor) {
  GapLog log;
  log.open(noon, GapCause::disconnected);
  log.heal(noon + 1h, noon + 1h);
  EXPECT_TRUE(log.is_open());
  log.close(noon + 2min);
  EXPECT_TRUE(log.has_unhealed());
  log.heal(noon + 1min, noon + 3min);
  EXPECT_EQ(log.unhealed_since(), noon);
  log.spend(3);
  log.heal(noon + 2min, noon + 4min);
  EXPECT_EQ(log.unhealed_since(), std::nullopt);
  const auto changed = log.take_changed();
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].ended_at, noon + 2min);
  EXPECT_EQ(changed[0].healed_at, noon + 4min);
  EXPECT_EQ(changed[0].requests, 3);
}

TEST(GapLog, GoesOnWithTheNumbersAndTheGapsOfAnEarlierRun) {
  GapLog log(7, {{.number = 6, .began_at = noon - 1h, .ended_at = noon - 50min}});
  log.add(noon, noon + 1min, GapCause::missed, "one");
  EXPECT_EQ(log.take_changed().at(0).number, 8);
  EXPECT_EQ(log.unhealed_since(), noon - 1h);
}

TEST(GapLog, StaysUnhealedWhereMoreHappenedThanCanBeAskedFor) {
  GapLog log;
  log.add(noon, noon + 1h, GapCause::missed, "");
  log.open(noon + 2h, GapCause::silence);
  log.take_changed();
  log.leave_to_history();
  const auto changed = log.take_changed();
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_FALSE(changed[0].healed_at);
  EXPECT_NE(changed[0].note, "");
  EXPECT_EQ(log.unhealed_since(), noon + 2h) << "one that goes on is not given up";
}

TEST(GapLog, NeverEndsAGapBeforeItBegan) {
  GapLog log;
  log.open(noon, GapCause::restart);
  log.close(noon - 1h);
  EXPECT_EQ(log.take_changed().at(0).ended_at, noon);
}

TEST(GapLog, TellsWhatIsNotSeenFromWhatIsNotKept) {
  GapLog log;
  log.open(noon, GapCause::no_room, "full");
  log.open(noon + 5s, GapCause::no_room);
  log.open(noon + 1min, GapCause::disconnected);
  EXPECT_EQ(log.unkept_since(), noon);
  EXPECT_EQ(log.unseen_since(), noon + 1min);
  EXPECT_EQ(log.open_since(), noon);
  log.close(noon + 2min);
  EXPECT_EQ(log.unseen_since(), std::nullopt);
  EXPECT_EQ(log.open_since(), noon) << "that all is seen again does not make room";
  log.close_unkept(noon + 3min);
  EXPECT_FALSE(log.is_open());
  const auto changed = log.take_changed();
  ASSERT_EQ(changed.size(), 2U);
  EXPECT_EQ(changed[0].ended_at, noon + 2min);
  EXPECT_EQ(changed[1].ended_at, noon + 3min);
  EXPECT_EQ(changed[1].note, "full");
}

TEST(GapCause, IsFoundAgainByItsName) {
  for (const auto cause : {GapCause::restart, GapCause::disconnected, GapCause::silence, GapCause::unanswered,
                           GapCause::missed, GapCause::no_room})
    EXPECT_EQ(gap_cause_named(name_of(cause)), cause);
  EXPECT_EQ(gap_cause_named("weather"), std::nullopt);
}

TEST(GapLog, ShowsTheOneThatGoesOnElseTheLatestThatIsNotHealed) {
  GapLog log;
  EXPECT_FALSE(log.foremost());
  log.open(noon + 1h, GapCause::silence);
  log.add(noon + 2h, noon + 3h, GapCause::missed, "");
  EXPECT_EQ(log.foremost()->cause, GapCause::silence);
  log.close(noon + 4h);
  EXPECT_EQ(log.foremost()->cause, GapCause::missed);
  log.heal(noon + 5h, noon + 5h);
  EXPECT_FALSE(log.foremost());
}

TEST(GapLog, ShowsWhatIsNotSeenBeforeWhatIsNotKept) {
  GapLog log;
  log.open(noon, GapCause::no_room);
  log.open(noon + 1h, GapCause::silence);
  EXPECT_EQ(log.foremost()->cause, GapCause::silence);
  log.close(noon + 2h);
  EXPECT_EQ(log.foremost()->cause, GapCause::no_room);
}

}  // namespace
}  // namespace nowthen::live

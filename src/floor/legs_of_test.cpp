#include "floor/legs_of.hpp"

#include <gtest/gtest.h>

#include "floor/leg_test_support.hpp"

namespace nowthen::floor {
namespace {

using enum State;
using testing::conversation;
using testing::leg;
using testing::participant;
using testing::session;

using Legs = std::vector<Leg>;

TEST(LegsOf, TellsAWholeCall) {
  const auto record =
      conversation({participant("acd", "acd", {session("1", {{"delay", 10, 11}, {"interact", 11, 31}})}),
                    participant("a", "agent",
                                {session("2", {{"alert", 25, 30},
                                               {"interact", 30, 60},
                                               {"hold", 60, 80},
                                               {"interact", 80, 90},
                                               {"wrapup", 90, 120}})}),
                    participant("x", "customer", {session("3", {{"interact", 0, 90, ""}})})});
  EXPECT_EQ(legs_of(record),
            (Legs{leg({waiting, 10, 31}), leg({alerting, 25, 30, "user of a"}),
                  leg({interacting, 30, 60, "user of a"}), leg({holding, 60, 80, "user of a"}),
                  leg({interacting, 80, 90, "user of a"}), leg({wrapping, 90, 120, "user of a"})}));
}

TEST(LegsOf, LeavesOpenWhatGoesOn) {
  const auto record = conversation({participant("acd", "acd", {session("1", {{"interact", 11, {}}})})});
  EXPECT_EQ(legs_of(record), (Legs{leg({waiting, 11, {}})}));
}

TEST(LegsOf, HasATalkGoOnThatBecomesAConference) {
  const auto record = conversation({participant(
      "a", "agent", {session("1", {{"interact", 30, 60}, {"interact", 60, 90}, {"interact", 90, {}}})})});
  EXPECT_EQ(legs_of(record), (Legs{leg({interacting, 30, {}, "user of a"})}));
}

TEST(LegsOf, GivesDialingToNobody) {
  const auto record = conversation({participant(
      "a", "agent",
      {session("1", {{"dialing", 10, 12, ""}, {"contacting", 12, 20, ""}, {"interact", 20, 40}})})});
  EXPECT_EQ(legs_of(record), (Legs{leg({interacting, 20, 40, "user of a"})}));
}

TEST(LegsOf, TakesTheQueueOfTheSessionWhereASegmentHasNone) {
  const auto record = conversation(
      {participant("a", "agent", {session("1", {{"alert", 10, 12, ""}, {"interact", 12, 20}})})});
  EXPECT_EQ(legs_of(record).front().queue_id, QueueId("sales"));
}

TEST(LegsOf, HasNoneOfWhatNeverTouchedAQueue) {
  const auto record = conversation({participant("a", "agent", {session("1", {{"interact", 12, 20, ""}})})});
  EXPECT_TRUE(legs_of(record).empty());
}

TEST(LegsOf, KeepsWhoWasReachedPastAnyQueueOnceOneWasTouched) {
  const auto record = conversation({participant("acd", "acd", {session("1", {{"interact", 1, 2}})}),
                                    participant("a", "agent", {session("2", {{"interact", 12, 20, ""}})})});
  EXPECT_EQ(legs_of(record), (Legs{leg({waiting, 1, 2}), leg({interacting, 12, 20, "user of a", ""})}));
}

TEST(LegsOf, HasNoLegsWithoutLength) {
  const auto record = conversation({participant(
      "a", "agent",
      {session("1", {{"alert", 5, 5}, {"interact", 5, 9}, {"hold", 9, 9}, {"interact", 9, 12}})})});
  EXPECT_EQ(legs_of(record), (Legs{leg({interacting, 5, 12, "user of a"})}));
}

TEST(LegsOf, LetsTheWrapUpBeginBeforeTheTalkEnds) {
  const auto record =
      conversation({participant("a", "agent", {session("1", {{"interact", 5, 10}, {"wrapup", 9, 20}})})});
  EXPECT_EQ(legs_of(record),
            (Legs{leg({interacting, 5, 10, "user of a"}), leg({wrapping, 9, 20, "user of a"})}));
}

TEST(LegsOf, DoesNotDependOnTheOrderOfParticipantsAndSegments) {
  auto record =
      conversation({participant("acd", "acd", {session("1", {{"delay", 10, 11}, {"interact", 11, 31}})}),
                    participant("a", "agent", {session("2", {{"alert", 25, 30}, {"interact", 30, 60}})})});
  const Legs legs = legs_of(record);
  std::swap(record.participants[0], record.participants[1]);
  for (auto& each : record.participants)
    std::swap(each.sessions[0].segments[0], each.sessions[0].segments[1]);
  EXPECT_EQ(legs_of(record), legs);
}

}  // namespace
}  // namespace nowthen::floor

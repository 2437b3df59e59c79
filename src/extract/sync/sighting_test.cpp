#include "extract/sync/sighting.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;

Session session_of(std::string media, std::vector<std::string> segment_types) {
  Session session;
  session.media_type = std::move(media);
  for (auto& type : segment_types) session.segments.emplace_back().segment_type = std::move(type);
  return session;
}

ParticipantDetail participant_of(std::string purpose, std::vector<Session> sessions) {
  ParticipantDetail participant;
  participant.purpose = std::move(purpose);
  participant.sessions = std::move(sessions);
  return participant;
}

ConversationDetail ended(std::vector<ParticipantDetail> participants) {
  ConversationDetail detail;
  detail.conversation_id = ConversationId("c");
  detail.conversation_start = at(1, 8);
  detail.conversation_end = at(1, 9);
  detail.participants = std::move(participants);
  return detail;
}

bool awaits_wrapup(const ConversationDetail& detail) { return sighting_of(detail).value().awaits_wrapup; }

TEST(SightingOf, IsNothingWithoutAnIdOrAStart) {
  ConversationDetail detail = ended({});
  detail.conversation_start.reset();
  EXPECT_FALSE(sighting_of(detail));
  detail = ended({});
  detail.conversation_id = ConversationId("");
  EXPECT_FALSE(sighting_of(detail));
}

TEST(SightingOf, HasWhenItBeganAndEndedAndItsFirstMedium) {
  const auto seen =
      sighting_of(ended({participant_of("customer", {session_of("", {}), session_of("email", {})}),
                         participant_of("agent", {session_of("voice", {})})}));
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->id, "c");
  EXPECT_EQ(seen->start, at(1, 8));
  EXPECT_EQ(seen->end, at(1, 9));
  EXPECT_EQ(seen->media, "email");
}

TEST(SightingOf, AwaitsAWrapUpOnlyWhereOneOfOursTalkedAndNoneIsThere) {
  const struct {
    const char* purpose;
    std::vector<std::string> segments;
    bool awaits;
  } cases[] = {{"agent", {"alert", "interact"}, true},
               {"user", {"interact"}, true},
               {"agent", {"interact", "wrapup"}, false},
               {"agent", {"alert"}, false},
               {"agent", {}, false},
               {"customer", {"interact"}, false},
               {"acd", {"interact"}, false}};
  for (const auto& [purpose, segments, awaits] : cases)
    EXPECT_EQ(awaits_wrapup(ended({participant_of(purpose, {session_of("voice", segments)})})), awaits)
        << purpose << " " << segments.size();
}

TEST(SightingOf, AwaitsAWrapUpInEachSessionOfItsOwn) {
  const Session wrapped = session_of("voice", {"interact", "wrapup"});
  const Session talked = session_of("voice", {"interact"});
  EXPECT_TRUE(awaits_wrapup(ended({participant_of("agent", {wrapped, talked})})));
  EXPECT_TRUE(awaits_wrapup(ended({participant_of("agent", {wrapped}), participant_of("agent", {talked})})));
  EXPECT_FALSE(awaits_wrapup(ended({participant_of("agent", {wrapped, wrapped})})));
}

TEST(SightingOf, AwaitsNoWrapUpWhereTheRecordSaysThatThereWillBeNone) {
  Session session = session_of("voice", {"interact"});
  session.acw_skipped = true;
  EXPECT_FALSE(awaits_wrapup(ended({participant_of("agent", {session})})));
  session.acw_skipped = false;
  EXPECT_TRUE(awaits_wrapup(ended({participant_of("agent", {session})})));
}

TEST(SightingOf, AwaitsNoWrapUpWhileItGoesOn) {
  ConversationDetail detail = ended({participant_of("agent", {session_of("voice", {"interact"})})});
  detail.conversation_end.reset();
  EXPECT_FALSE(awaits_wrapup(detail));
}

}  // namespace
}  // namespace nowthen::extract

#include "cli/commands/activity_overlay.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {

ActiveEntity entity(const char* conversation, const char* metric, const char* user = "") {
  ActiveEntity entity;
  entity.conversation_id = ConversationId(conversation);
  entity.metric = metric;
  entity.user_id = UserId(user);
  entity.queue_id = QueueId("sales");
  return entity;
}

Conversation shown(const std::vector<ActiveEntity>& entities, Conversation conversation) {
  ActivityOverlay overlay;
  overlay.add({.results = {{.entities = entities}}});
  overlay.apply(conversation);
  return conversation;
}

TEST(ActivityOverlay, TellsWhatGoesOnNow) {
  const Conversation listed{.id = ConversationId("c"), .state = "queued"};
  EXPECT_EQ(shown({entity("c", "oWaiting")}, listed).state, "queued");
  EXPECT_EQ(shown({entity("c", "oAlerting", "ada")}, listed).state, "ringing");
  const auto talking = shown({entity("c", "oInteracting", "ada")}, listed);
  EXPECT_EQ(talking.state, "connected");
  EXPECT_EQ(talking.queue_id.str(), "sales");
  ASSERT_EQ(talking.participants.size(), 1U);
  EXPECT_EQ(talking.participants[0].id.str(), "ada");
  EXPECT_EQ(talking.participants[0].role, "agent");
}

TEST(ActivityOverlay, TakesWhatSaysMostWhereAConversationCountsTwice) {
  const Conversation listed{.id = ConversationId("c"), .state = "queued"};
  for (const auto& both : {std::vector{entity("c", "oInteracting", "ada"), entity("c", "oWaiting")},
                           std::vector{entity("c", "oWaiting"), entity("c", "oInteracting", "ada")}})
    EXPECT_EQ(shown(both, listed).state, "connected");
}

TEST(ActivityOverlay, LeavesWhatOnlyTheListingKnows) {
  EXPECT_EQ(shown({entity("c", "oInteracting")}, {.id = ConversationId("c"), .state = "held"}).state, "held");
  EXPECT_EQ(shown({entity("d", "oWaiting")}, {.id = ConversationId("c"), .state = "connected"}).state,
            "connected");
  EXPECT_EQ(
      shown({entity("c", "oWaiting")}, {.id = ConversationId("c"), .state = "closed", .ended_at = Instant{}})
          .state,
      "closed");
  EXPECT_EQ(shown({entity("c", "oUnheardOf")}, {.id = ConversationId("c"), .state = "queued"}).state,
            "queued");
  const Conversation named{.id = ConversationId("c"),
                           .queue_id = QueueId("support"),
                           .participants = {{.id = ParticipantId("p"), .role = "agent"}}};
  const auto after = shown({entity("c", "oInteracting", "ada")}, named);
  EXPECT_EQ(after.queue_id.str(), "support");
  EXPECT_EQ(after.participants.size(), 1U);
}

}  // namespace
}  // namespace nowthen::cli

#include "simulator/notifications/topics.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

TEST(TopicNamed, FindsTheKindAndTheId) {
  const auto topic = topic_named("v2.routing.queues.0f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7c90.conversations");
  ASSERT_TRUE(topic);
  EXPECT_EQ(topic->spec->kind, TopicKind::queue_conversations);
  EXPECT_EQ(topic->id, "0f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7c90");
  const auto detail = topic_named("v2.detail.events.conversation.abc.acd.start");
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->spec->detail, DetailKind::acd_start);
  const auto bare = topic_named("v2.analytics.conversations.details.jobs.availability");
  ASSERT_TRUE(bare);
  EXPECT_TRUE(bare->id.empty());
}

TEST(TopicNamed, TakesNamesInAnyCaseAndGivesThemInOne) {
  const auto topic = topic_named("V2.Routing.Queues.ABC.Conversations");
  ASSERT_TRUE(topic);
  EXPECT_EQ(topic->name, "v2.routing.queues.abc.conversations");
  EXPECT_EQ(topic_named("v2.users.x.ROUTINGSTATUS")->name, "v2.users.x.routingStatus");
}

TEST(TopicNamed, KnowsNoWildcardAndNothingElse) {
  for (const char* name : {"", "v2.routing.queues..conversations", "v2.routing.queues.*.conversations",
                           "v2.routing.queues.a.b.conversations", "v2.routing.queues.{id}.conversations",
                           "v2.routing.queues.a.conversations.", "v3.routing.queues.a.conversations",
                           "channel.metadata", "v2.detail.events.conversation.a.acd", "v2.nonsense"})
    EXPECT_FALSE(topic_named(name)) << name;
}

TEST(TopicSpecs, HaveEachPatternOnceAndInOrder) {
  for (std::size_t at = 1; at < topic_specs().size(); ++at)
    EXPECT_LT(topic_specs()[at - 1].pattern, topic_specs()[at].pattern);
}

}  // namespace
}  // namespace nowthen::sim

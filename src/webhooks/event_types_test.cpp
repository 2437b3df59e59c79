#include "webhooks/event_types.hpp"

#include <gtest/gtest.h>

namespace nowthen::webhooks {
namespace {

TEST(IsWanted, MatchesATypeAFamilyOrEverything) {
  EXPECT_TRUE(is_wanted({"conversation.*"}, "conversation.answered"));
  EXPECT_TRUE(is_wanted({"alert.fired", "conversation.held"}, "conversation.held"));
  EXPECT_TRUE(is_wanted({"*"}, "sync.settled"));
  EXPECT_FALSE(is_wanted({"conversation.*"}, "alert.fired"));
  EXPECT_FALSE(is_wanted({"conversation.held"}, "conversation.ended"));
  EXPECT_FALSE(is_wanted({}, "conversation.ended"));
  EXPECT_TRUE(is_wanted({}, "webhook.test"));
}

TEST(CheckWanted, KnowsEveryTypeAndItsNearest) {
  for (const std::string_view type : event_types()) EXPECT_TRUE(check_wanted(type)) << type;
  for (const char* good : {"*", "conversation.*", "alert.*", "incident.*", "sync.*"})
    EXPECT_TRUE(check_wanted(good)) << good;
  for (const char* bad : {"", "conversation", "conversation.", ".*", "conv.*", "conversation.*.x", "**"})
    EXPECT_FALSE(check_wanted(bad)) << bad;
  EXPECT_EQ(check_wanted("conversation.anwsered").error().hint, "did you mean: conversation.answered");
}

}  // namespace
}  // namespace nowthen::webhooks

#include "live/topic_shares.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nowthen::live {
namespace {
using ::testing::ElementsAre;

TEST(TopicShares, FillsAsFewChannelsAsItTakes) {
  const auto shares = share_out({"a", "b", "c", "d", "e"}, 2, 20);
  EXPECT_THAT(shares.channels, ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"), ElementsAre("e")));
  EXPECT_TRUE(shares.left_over.empty());
}

TEST(TopicShares, NamesTheQueuesForWhichThereIsNoRoom) {
  const auto shares = share_out({"a", "b", "c", "d", "e"}, 2, 2);
  EXPECT_EQ(shares.channels.size(), 2U);
  EXPECT_THAT(shares.left_over, ElementsAre("e"));
  EXPECT_TRUE(share_out({}, 2, 2).channels.empty());
}

}  // namespace
}  // namespace nowthen::live

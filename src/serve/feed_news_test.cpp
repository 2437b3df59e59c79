#include "serve/feed_news.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nowthen::serve {
namespace {
using ::testing::HasSubstr;

TEST(FeedNews, SaysOnceThatThereAreMoreQueuesThanTopics) {
  FeedNews news;
  live::FeedStatus status{.queues = 19'007};
  EXPECT_TRUE(news.since_last(status).empty());
  status.lines.left_over = 7;
  const auto told = news.since_last(status);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0].message, HasSubstr("7 of 19007 queues"));
  EXPECT_THAT(told[0].hint, HasSubstr("asked for"));
  status.lines.left_over = 8;
  EXPECT_TRUE(news.since_last(status).empty());
}

TEST(FeedNews, SaysEachTimeThatThereIsNoRoomAnyMore) {
  FeedNews news;
  live::FeedStatus status{.no_room = "only 3 MB are free where /data lies, and 1000 MB are to stay free"};
  const auto told = news.since_last(status);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0].message, HasSubstr("not kept: only 3 MB are free where /data lies"));
  EXPECT_THAT(told[0].hint, HasSubstr("min_free_space"));
  status.no_room = "only 2 MB are free where /data lies, and 1000 MB are to stay free";
  EXPECT_TRUE(news.since_last(status).empty());
  status.no_room.clear();
  EXPECT_TRUE(news.since_last(status).empty());
  status.no_room = "only 3 MB";
  EXPECT_EQ(news.since_last(status).size(), 1U);
}

}  // namespace
}  // namespace nowthen::serve

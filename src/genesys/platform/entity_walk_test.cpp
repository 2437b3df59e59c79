#include "genesys/platform/entity_walk.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::platform {
namespace {

EntityReply page(std::initializer_list<const char*> ids, EntityEnvelope envelope = {}) {
  EntityReply reply{.page = {}, .envelope = std::move(envelope)};
  for (const auto* id : ids) reply.page.entities.push_back({.id = id});
  return reply;
}

TEST(EntityWalk, EndsAtTheLastPageThatTheServerCounts) {
  EntityWalk walk;
  EXPECT_EQ(walk.next(), 1);
  EXPECT_EQ(walk.take(page({"a", "b"}, {.page_count = 2, .total = 3}))->entities.size(), 2u);
  EXPECT_EQ(walk.next(), 2);
  EXPECT_TRUE(walk.take(page({"c"}, {.page_count = 2, .total = 3})));
  EXPECT_EQ(walk.next(), std::nullopt);
  EXPECT_TRUE(walk.report().complete());
}

TEST(EntityWalk, EndsAtAnEmptyPage) {
  EntityWalk walk;
  EXPECT_TRUE(walk.take(page({}, {.page_count = 7})));
  EXPECT_EQ(walk.next(), std::nullopt);
}

TEST(EntityWalk, GoesByTotalOrByNextUriWhereThePagesAreNotCounted) {
  EntityWalk by_total;
  EXPECT_TRUE(by_total.take(page({"a"}, {.total = 101})));
  EXPECT_EQ(by_total.next(), 2);
  EntityWalk by_uri;
  EXPECT_TRUE(by_uri.take(page({"a"}, {.next_uri = "/api/v2/users?pageNumber=2"})));
  EXPECT_EQ(by_uri.next(), 2);
  EXPECT_TRUE(by_uri.take(page({"b"})));
  EXPECT_EQ(by_uri.next(), std::nullopt);
}

TEST(EntityWalk, DropsWhatMovedToALaterPageAndSaysThatOneIsMissing) {
  EntityWalk walk;
  EXPECT_TRUE(walk.take(page({"a", "b"}, {.page_count = 2, .total = 4})));
  const auto second = walk.take(page({"b", "c"}, {.page_count = 2, .total = 4}));
  EXPECT_EQ(second->entities.size(), 1u);
  EXPECT_EQ(walk.report().repeated, 1);
  EXPECT_FALSE(walk.report().complete());
}

TEST(EntityWalk, RefusesAPageThatComesAgain) {
  EntityWalk walk;
  EXPECT_TRUE(walk.take(page({"a"}, {.page_count = 1'000})));
  const auto again = walk.take(page({"a"}, {.page_count = 1'000}));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(walk.next(), 2);
}

TEST(EntityWalk, EndsAtALastPageWhereEverythingMovedThere) {
  EntityWalk walk;
  EXPECT_TRUE(walk.take(page({"a", "b"}, {.page_count = 2, .total = 3})));
  const auto last = walk.take(page({"b"}, {.page_count = 2, .total = 3}));
  ASSERT_TRUE(last) << last.error().message;
  EXPECT_TRUE(last->entities.empty());
  EXPECT_EQ(walk.next(), std::nullopt);
  EXPECT_EQ(walk.report().repeated, 1);
  EXPECT_FALSE(walk.report().complete());
}

TEST(EntityWalk, RefusesAListingWithoutEnd) {
  EntityWalk walk(2);
  EXPECT_TRUE(walk.take(page({"a"}, {.page_count = 9})));
  EXPECT_TRUE(walk.take(page({"b"}, {.page_count = 9})));
  EXPECT_FALSE(walk.take(page({"c"}, {.page_count = 9})));
}

}  // namespace
}  // namespace nowthen::genesys::platform

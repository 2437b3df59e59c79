#include "genesys/query_checks.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys {
namespace {

std::vector<std::string> queues(std::size_t number) {
  std::vector<std::string> all(number, "q");
  return all;
}

TEST(QueryChecks, LeaveRoomForTheOtherFiltersAmongThePlatformsPredicates) {
  EXPECT_TRUE(check(LiveQuery{.queues = queues(198)}, Contract::platform));
  EXPECT_TRUE(check(LiveQuery{.media = {"voice", "email"}, .queues = queues(196)}, Contract::platform));
  const auto crowd = check(LiveQuery{.media = {"voice", "email"}, .queues = queues(197)}, Contract::platform);
  ASSERT_FALSE(crowd);
  EXPECT_EQ(crowd.error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(crowd.error().message, "197 queues are too many");
  EXPECT_EQ(crowd.error().hint, "name at most 196");
}

TEST(QueryChecks, OfTheTutorialTakeAThousandQueues) {
  EXPECT_TRUE(check(LiveQuery{.queues = queues(1'000)}));
  EXPECT_FALSE(check(LiveQuery{.queues = queues(1'001)}));
}

}  // namespace
}  // namespace nowthen::genesys

#include "live/topic_shares.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/seeded_random.hpp"

namespace nowthen::live {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Queues = std::vector<std::string>;

Queues numbered(int count) {
  Queues queues;
  for (int i = 0; i < count; ++i) queues.push_back(fmt::format("queue-{:05}", i));
  return queues;
}

constexpr TopicLimits of_the_platform{.per_channel = 1'000, .channels = 20};

TEST(TopicShares, FillsAsFewChannelsAsItTakes) {
  const auto shares = share_out({"a", "b", "c", "d", "e"}, {2, 20});
  EXPECT_THAT(shares.channels, ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"), ElementsAre("e")));
  EXPECT_TRUE(shares.left_over.empty());
}

TEST(TopicShares, NamesTheQueuesForWhichThereIsNoRoom) {
  const auto shares = share_out({"a", "b", "c", "d", "e"}, {2, 2});
  EXPECT_EQ(shares.channels.size(), 2U);
  EXPECT_THAT(shares.left_over, ElementsAre("e"));
  EXPECT_TRUE(share_out({}, {2, 2}).channels.empty());
}

TEST(TopicShares, KeepsTheLimitsOfThePlatform) {
  EXPECT_EQ(share_out(numbered(1'000), of_the_platform).channels.size(), 1U);
  const auto one_more = share_out(numbered(1'001), of_the_platform);
  EXPECT_THAT(one_more.channels, ElementsAre(::testing::SizeIs(1'000), ElementsAre("queue-01000")));
  EXPECT_EQ(share_out(numbered(2'500), of_the_platform).channels.size(), 3U);
  const auto too_many = share_out(numbered(20'500), of_the_platform);
  EXPECT_EQ(too_many.channels.size(), 20U);
  EXPECT_EQ(too_many.left_over.size(), 500U);
}

TEST(TopicShares, DoesNotDependOnTheOrderOfTheListingNorOnRepetitions) {
  EXPECT_EQ(share_out({"c", "a", "b", "a"}, {2, 20}).channels, share_out({"a", "b", "c"}, {2, 20}).channels);
}

TEST(TopicShares, LeavesTheOtherChannelsAloneWhenAQueueComesOrGoes) {
  const auto before = share_out({"a", "b", "c", "d", "e"}, {2, 20}).channels;
  EXPECT_THAT(share_out({"a", "aa", "b", "c", "d", "e"}, {2, 20}, before).channels,
              ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"), ElementsAre("aa", "e")));
  EXPECT_THAT(share_out({"b", "c", "d", "e"}, {2, 20}, before).channels,
              ElementsAre(ElementsAre("b"), ElementsAre("c", "d"), ElementsAre("e")));
  EXPECT_THAT(share_out({"a", "b", "e"}, {2, 20}, before).channels,
              ElementsAre(ElementsAre("a", "b"), IsEmpty(), ElementsAre("e")));
}

TEST(TopicShares, GivesRoomThatBecomesFreeToWhatWaitsForIt) {
  const auto before = share_out({"a", "b", "c", "d", "e"}, {2, 2}).channels;
  const auto shares = share_out({"a", "c", "d", "e"}, {2, 2}, before);
  EXPECT_THAT(shares.channels, ElementsAre(ElementsAre("a", "e"), ElementsAre("c", "d")));
  EXPECT_TRUE(shares.left_over.empty());
}

/// Each of many changes moves no queue that stays, and leaves none out while there is room.
TEST(TopicShares, MovesNoQueueThatStays) {
  const std::uint64_t seed = 21;
  SeededRandom random(seed);
  const auto all = numbered(60);
  std::vector<Queues> before;
  for (int round = 0; round < 500; ++round) {
    Queues wanted;
    for (const auto& queue : all)
      if (random.next() % 3 != 0) wanted.push_back(queue);
    const auto shares = share_out(wanted, {7, 6}, before);
    std::set<std::string> placed(shares.left_over.begin(), shares.left_over.end());
    std::size_t with_topic = 0;
    for (std::size_t i = 0; i < shares.channels.size(); ++i) {
      EXPECT_LE(shares.channels[i].size(), 7U);
      with_topic += shares.channels[i].size();
      placed.insert(shares.channels[i].begin(), shares.channels[i].end());
      for (const auto& had : i < before.size() ? before[i] : Queues()) {
        const bool stays = std::find(wanted.begin(), wanted.end(), had) != wanted.end();
        EXPECT_EQ(std::count(shares.channels[i].begin(), shares.channels[i].end(), had) > 0, stays)
            << had << ", seed " << seed;
      }
    }
    EXPECT_EQ(placed.size(), wanted.size());
    EXPECT_EQ(with_topic, std::min<std::size_t>(wanted.size(), 42));
    before = shares.channels;
    std::erase_if(before, [](const Queues& each) { return each.empty(); });
  }
}

}  // namespace
}  // namespace nowthen::live

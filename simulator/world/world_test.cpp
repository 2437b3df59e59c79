#include "simulator/world/world.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "simulator/world/chance.hpp"
#include "simulator/world/world_fixture.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using test::digest_of;
using test::fixture_begin;
using test::fixture_options;
using test::fixture_world;

TEST(World, IsTheSameForTheSameSeed) {
  const World again(fixture_options());
  ASSERT_EQ(again.conversations().size(), fixture_world().conversations().size());
  EXPECT_TRUE(std::ranges::equal(again.conversations(), fixture_world().conversations()));
}

TEST(World, IsAnotherForAnotherSeed) {
  const World other(fixture_options(2));
  EXPECT_NE(digest_of(other.conversations()), digest_of(fixture_world().conversations()));
  EXPECT_EQ(fixture_world().find(to_text(other.conversations().front().id)), nullptr);
}

// Not a value to defend: it changes with the model. It holds two compilers to the same world.
TEST(World, IsTheSameWithEveryCompiler) {
  const World week(fixture_options(7, 7));
  EXPECT_EQ(digest_of(week.conversations()), 0x3962D12804B711CU);
}

TEST(World, GrowsToTheSameInAnySteps) {
  WorldOptions options = fixture_options(3, 4);
  options.per_day = 100;
  const Instant end = options.end;
  const std::uint64_t at_once = digest_of(World(options).conversations());
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Chance steps(seed);
    options.end = options.begin;
    World world(options);
    while (world.extended_to() < end) {
      world.extend_to(std::min(world.extended_to() + steps.between(minutes(1), hours(30)), end));
      world.extend_to(world.extended_to() - hours(5));  // Changes nothing.
    }
    EXPECT_EQ(digest_of(world.conversations()), at_once) << "seed " << seed;
  }
}

TEST(World, HoldsExactlyWhatStartsBeforeItsEnd) {
  const auto all = fixture_world().conversations();
  ASSERT_FALSE(all.empty());
  EXPECT_GE(all.front().start, fixture_begin());
  EXPECT_LT(all.back().start, fixture_world().extended_to());
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.start, a.id) < std::tie(b.start, b.id);
  }));
}

TEST(World, HasAboutAsManyADayAsAskedFor) {
  const auto count = static_cast<double>(fixture_world().conversations().size());
  EXPECT_NEAR(count / 14, 400, 25);
}

TEST(World, FindsEveryConversationByItsIdAndNothingElse) {
  for (const ConversationTruth& conversation : fixture_world().conversations()) {
    ASSERT_EQ(fixture_world().find(to_text(conversation.id)), &conversation);
  }
  EXPECT_EQ(fixture_world().find("00000000-0000-4000-8000-000000000000"), nullptr);
  EXPECT_EQ(fixture_world().find("ININ-WRAP-UP-TIMEOUT"), nullptr);
  EXPECT_EQ(fixture_world().find(""), nullptr);
}

Instant some_instant() { return fixture_begin() + minutes(*rc::gen::inRange(-600, 15 * 24 * 60)); }

TEST(World, GivesARangeByStart) {
  const auto all = fixture_world().conversations();
  nowthen::testing::expect_property([all] {
    const Interval interval{some_instant(), some_instant()};
    const auto expected =
        std::count_if(all.begin(), all.end(), [&](const auto& c) { return interval.contains(c.start); });
    const auto found = fixture_world().starting_in(interval);
    RC_ASSERT(std::ssize(found) == expected);
    RC_ASSERT(
        std::all_of(found.begin(), found.end(), [&](const auto& c) { return interval.contains(c.start); }));
  });
}

TEST(World, ListsWhatGoesOnAsALookAtEveryOneWould) {
  const auto all = fixture_world().conversations();
  nowthen::testing::expect_property([all] {
    const Instant instant = some_instant();
    const Instant since = instant - minutes(*rc::gen::inRange(0, 3000));
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i].start <= instant && all[i].end > since) expected.push_back(i);
    }
    RC_ASSERT(fixture_world().going_on(since, instant) == expected);
  });
}

TEST(World, HasEveryMediumAndDirectionAndLongThreads) {
  std::array<int, 5> media{};
  int outbound = 0;
  int days_long = 0;
  int longest = 0;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    ++media.at(static_cast<std::size_t>(c.media));
    outbound += c.direction == Direction::outbound ? 1 : 0;
    days_long += c.media == MediaType::email && c.end - c.start > hours(24) ? 1 : 0;
    longest += c.media == MediaType::message && c.end - c.start > hours(72) ? 1 : 0;
  }
  for (const int count : media) EXPECT_GT(count, 50);
  EXPECT_GT(outbound, 100);
  EXPECT_GT(days_long, 10);
  EXPECT_GT(longest, 50);
}

}  // namespace
}  // namespace nowthen::sim

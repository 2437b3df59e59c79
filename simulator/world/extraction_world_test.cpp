#include "simulator/world/extraction_world.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "simulator/world/record_truth.hpp"
#include "simulator/world/views.hpp"
#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using test::extraction_fixture;
using test::make_extraction_world;

constexpr milliseconds longest_wait_for_days_late = minutes(86 * 60 + 24);

bool has_wrapup(const ConversationTruth& c) {
  return std::any_of(c.segments.begin(), c.segments.end(),
                     [](const auto& s) { return s.type == SegmentType::wrapup; });
}

bool answered(const ConversationTruth& c) {
  return std::any_of(c.metrics.begin(), c.metrics.end(),
                     [](const auto& m) { return m.name == MetricName::t_answered; });
}

/// How often what a kind of world promises happens.
struct Tally {
  double all = 0;
  std::array<double, 5> media{};  ///< By `MediaType`.
  double late = 0;
  double days_late = 0;
  double corrected = 0;
  double deleted = 0;
  double week_long = 0;
  double longer_than_72_hours = 0;
  double emails_of_days = 0;
  double offered = 0;
  double abandoned = 0;

  void add(const ConversationTruth& c);
  double percent(double count) const { return 100 * count / all; }
  double percent(MediaType medium) const { return percent(media.at(static_cast<std::size_t>(medium))); }
};

void Tally::add(const ConversationTruth& c) {
  const milliseconds lag = c.visibility.visible_at - c.end;
  const milliseconds length = c.end - c.start;
  ++all;
  ++media.at(static_cast<std::size_t>(c.media));
  late += lag > seconds(150) && lag <= hours(2) ? 1 : 0;
  days_late += lag >= hours(48) ? 1 : 0;
  corrected += c.visibility.corrected_at != never ? 1 : 0;
  deleted += c.visibility.deleted_at != never ? 1 : 0;
  week_long += length > days(7) ? 1 : 0;
  longer_than_72_hours += c.media == MediaType::message && length > hours(72) ? 1 : 0;
  emails_of_days += c.media == MediaType::email && length > days(2) ? 1 : 0;
  if (c.media != MediaType::voice) return;
  for (const MetricTruth& metric : c.metrics) {
    offered += metric.name == MetricName::n_offered ? 1 : 0;
    abandoned += metric.name == MetricName::t_abandon ? 1 : 0;
  }
}

Tally tally_of(const World& world) {
  Tally tally;
  for (const ConversationTruth& conversation : world.conversations()) tally.add(conversation);
  return tally;
}

void print(std::uint64_t seed, const Tally& t) {
  std::cout << fmt::format(
      "seed {}: {} conversations; voice {:.1f} %, message {:.1f} %, email {:.1f} %, late {:.2f} %, "
      "days late {:.3f} %, corrected {:.2f} %, deleted {:.2f} %, week long {}, messages over 72 h {}, "
      "emails over 2 days {}, calls abandoned {:.1f} %\n",
      seed, t.all, t.percent(MediaType::voice), t.percent(MediaType::message), t.percent(MediaType::email),
      t.percent(t.late), t.percent(t.days_late), t.percent(t.corrected), t.percent(t.deleted), t.week_long,
      t.longer_than_72_hours, t.emails_of_days, 100 * t.abandoned / t.offered);
}

TEST(ExtractionWorld, HasTheSharesThatItPromises) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Tally tally = tally_of(make_extraction_world(seed, 1'500));
    print(seed, tally);
    SCOPED_TRACE(seed);
    EXPECT_NEAR(tally.all, 12'000, 400);
    EXPECT_NEAR(tally.percent(MediaType::voice), 80, 1.5);
    EXPECT_NEAR(tally.percent(MediaType::message), 8, 1);
    EXPECT_NEAR(tally.percent(MediaType::email), 4, 0.7);
    EXPECT_NEAR(tally.percent(tally.late), 1, 0.35);
    EXPECT_NEAR(tally.percent(tally.days_late), 0.05, 0.05);
    EXPECT_NEAR(tally.percent(tally.corrected), 0.5, 0.2);
    EXPECT_NEAR(tally.percent(tally.deleted), 0.1, 0.09);
    EXPECT_GT(tally.days_late, 0);
    EXPECT_GT(tally.week_long, 0);
    EXPECT_LT(tally.week_long, 20);
    EXPECT_GT(tally.longer_than_72_hours, 100);
    EXPECT_GT(tally.emails_of_days, 10);
    EXPECT_LT(tally.abandoned, tally.offered * 0.12);
  }
}

TEST(ExtractionWorld, StartsConversationsInItsEightDaysOnlyAndEndsThemAll) {
  const Instant begin = test::fixture_begin();
  bool ends_later = false;
  for (const ConversationTruth& c : extraction_fixture().conversations()) {
    ASSERT_GE(c.start, begin);
    ASSERT_LT(c.start, begin + days(8));
    ASSERT_NE(c.end, never);
    ends_later = ends_later || c.end > begin + days(8);
  }
  EXPECT_TRUE(ends_later);
}

TEST(ExtractionWorld, HasNoQuietHours) {
  std::array<int, 24> by_hour{};
  std::array<int, 24> answered_by_hour{};
  const World world = make_extraction_world(4, 1'500);
  for (const ConversationTruth& c : world.conversations()) {
    if (c.media != MediaType::voice || c.direction != Direction::inbound) continue;
    const auto hour = static_cast<std::size_t>(
        std::chrono::floor<hours>(c.start - std::chrono::floor<days>(c.start)).count());
    ++by_hour.at(hour);
    answered_by_hour.at(hour) += answered(c) ? 1 : 0;
  }
  for (std::size_t hour = 0; hour < by_hour.size(); ++hour) {
    EXPECT_NEAR(by_hour.at(hour), 1'500 * 8 * 0.71 / 24, 90) << hour;
    EXPECT_GT(answered_by_hour.at(hour) * 10, by_hour.at(hour) * 7) << hour;
  }
}

TEST(ExtractionWorld, ShowsEachRecordWithinTheTimesThatItPromises) {
  for (const ConversationTruth& c : extraction_fixture().conversations()) {
    SCOPED_TRACE(to_text(c.id));
    const VisibilityTruth& v = c.visibility;
    const milliseconds lag = v.visible_at - c.end;
    const milliseconds wrapup = v.wrapup_visible_at - std::max(v.visible_at, settled_at(c));
    ASSERT_TRUE(lag <= hours(2) || (hours(48) <= lag && lag <= longest_wait_for_days_late));
    ASSERT_GE(lag, seconds(2));
    ASSERT_LE(wrapup, hours(2));
    if (has_wrapup(c)) {
      ASSERT_GE(v.wrapup_visible_at, settled_at(c));
    } else {
      ASSERT_EQ(v.wrapup_visible_at, v.visible_at);
    }
    const bool hidden = lag >= hours(48) || c.end - c.start > days(7);
    ASSERT_EQ(v.open_at == never, hidden);
  }
}

TEST(ExtractionWorld, CorrectsAndDeletesWithinTheTimesThatItPromises) {
  int corrected = 0;
  int deleted = 0;
  const World world = make_extraction_world(5, 1'500);
  for (const ConversationTruth& c : world.conversations()) {
    SCOPED_TRACE(to_text(c.id));
    const VisibilityTruth& v = c.visibility;
    if (v.corrected_at != never) {
      ++corrected;
      ASSERT_GE(v.corrected_at, std::max(c.end + hours(48), v.wrapup_visible_at));
      ASSERT_LE(v.corrected_at, std::max(c.end + hours(90), v.wrapup_visible_at));
    }
    if (v.deleted_at == never) continue;
    ++deleted;
    const Instant last = v.corrected_at == never ? v.wrapup_visible_at : v.corrected_at;
    ASSERT_GE(v.deleted_at, std::max(c.start + days(3), last + hours(1)));
    ASSERT_LE(v.deleted_at, std::max(c.start + days(6), last + hours(1)));
  }
  EXPECT_GT(corrected, 0);
  EXPECT_GT(deleted, 0);
}

TEST(ExtractionWorld, HasMailOfAtMostFiveDaysAndThreadsOpenForAtMostTwelve) {
  const World world = make_extraction_world(6, 1'500);
  for (const ConversationTruth& c : world.conversations()) {
    SCOPED_TRACE(to_text(c.id));
    if (c.media == MediaType::email) {
      ASSERT_LE(c.end - c.start, days(5));
    }
    ASSERT_LE(c.end - c.start, days(12));
    if (c.end - c.start > days(7)) {
      ASSERT_EQ(c.media, MediaType::message);
    }
  }
}

TEST(ExtractionWorld, GrowsToTheSameInAnySteps) {
  WorldOptions options = test::fixture_options(9, 10);
  options.per_day = 200;
  options.shape = extraction_world();
  const std::uint64_t at_once = test::digest_of(World(options).conversations());
  const Instant end = options.end;
  options.end = options.begin;
  World world(options);
  while (world.extended_to() < end) world.extend_to(std::min(end, world.extended_to() + hours(7)));
  EXPECT_EQ(test::digest_of(world.conversations()), at_once);
}

TEST(Shape, IsRefusedWhereNoWorldComesFromIt) {
  EXPECT_FALSE(flaw_of(WorldShape{}));
  EXPECT_FALSE(flaw_of(extraction_world()));
  WorldShape shape;
  shape.approaches = {50, 0, 0, 0, 0, 49};
  EXPECT_TRUE(flaw_of(shape));
  shape = {};
  shape.visibility.late.lag = {hours(2), hours(1)};
  EXPECT_TRUE(flaw_of(shape));
  shape = {};
  shape.visibility.late.share = everyone;
  EXPECT_TRUE(flaw_of(shape));
  shape = {};
  shape.arriving_days = -1;
  EXPECT_TRUE(flaw_of(shape));
}

}  // namespace
}  // namespace nowthen::sim

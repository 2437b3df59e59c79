// The small parts the world is made of: ids, chance, calendar, names.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <set>

#include "simulator/world/calendar.hpp"
#include "simulator/world/centre.hpp"
#include "simulator/world/chance.hpp"
#include "simulator/world/names.hpp"
#include "simulator/world/opening_hours.hpp"
#include "simulator/world/truth.hpp"
#include "simulator/world/uuid.hpp"
#include "support/property.hpp"

namespace nowthen::sim {
namespace {

TEST(Uuid, ReadsWhatItWrites) {
  nowthen::testing::expect_property([](std::uint64_t high, std::uint64_t low) {
    const Uuid uuid{high, low};
    RC_ASSERT(parse_uuid(to_text(uuid)) == uuid);
  });
}

TEST(Uuid, RefusesOtherText) {
  for (const char* text : {"", "x", "9f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7c9",
                           "9f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7c900", "9f1c3a52x0b7e-4c1d-8a55-1f0e6d2b7c90",
                           "9f1c3a52-0b7e-4c1d-8a55-1f0e6d2b7cg0", "9f1c3a520b7e-4c1d-8a55-1f0e6d2b7c9000"}) {
    EXPECT_FALSE(parse_uuid(text)) << text;
  }
}

TEST(Uuid, OrdersAsItsTextDoes) {
  nowthen::testing::expect_property([](std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    RC_ASSERT((Uuid{a, b} < Uuid{c, d}) == (to_text({a, b}) < to_text({c, d})));
  });
}

TEST(ConversationUuid, GivesItsNumberBack) {
  nowthen::testing::expect_property([](std::uint64_t seed) {
    const std::uint64_t number = *rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 48U);
    const Uuid uuid = conversation_uuid(seed, number);
    RC_ASSERT(number_of_conversation(seed, uuid) == number);
    RC_ASSERT(to_text(uuid)[14] == '4');
    RC_ASSERT(!number_of_conversation(seed, {uuid.high, uuid.low ^ 1U}));
    RC_ASSERT(!number_of_conversation(seed + 1, uuid));
  });
}

TEST(Chance, DrawsNearTheMeanAsked) {
  Chance chance(42);
  std::int64_t sum = 0;
  for (int i = 0; i < 100'000; ++i) sum += chance.around(std::chrono::seconds(300)).count();
  EXPECT_NEAR(static_cast<double>(sum) / 100'000, 300'000, 3000);
}

TEST(Chance, StaysWithinItsBounds) {
  nowthen::testing::expect_property([](std::uint64_t seed) {
    Chance chance(seed);
    const int least = *rc::gen::inRange(-1000, 1000);
    const int most = least + *rc::gen::inRange(0, 5);
    const auto drawn = chance.between(Chance::Milliseconds(least), Chance::Milliseconds(most)).count();
    RC_ASSERT(least <= drawn && drawn <= most);
    RC_ASSERT(chance.exponential() <= 45ULL << 20U);
    const std::array<int, 4> weights{0, 3, 0, 1};
    RC_ASSERT(weights.at(chance.pick(weights)) > 0);
  });
}

Instant utc(std::chrono::year_month_day day, int hour, int minute) {
  return std::chrono::sys_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

TEST(Calendar, ChangesClocksOnTheLastSundaysAtOneUtc) {
  using namespace std::chrono_literals;
  const auto march = 2026y / 3 / 29;
  const auto october = 2026y / 10 / 25;
  EXPECT_EQ(utc_offset(utc(march, 0, 59)), 60min);
  EXPECT_EQ(utc_offset(utc(march, 1, 0)), 120min);
  EXPECT_EQ(utc_offset(utc(october, 0, 59)), 120min);
  EXPECT_EQ(utc_offset(utc(october, 1, 0)), 60min);
  EXPECT_EQ(local_time(utc(october, 0, 30)).minute, 150);
  EXPECT_EQ(local_time(utc(october, 1, 30)).minute, 150);
  EXPECT_EQ(local_time(utc(october, 12, 0)).weekday, 6);
}

TEST(Calendar, GoesFromLocalTimeBackToTheInstant) {
  nowthen::testing::expect_property([] {
    const auto day = std::chrono::local_days(std::chrono::days(*rc::gen::inRange(18'000, 24'000)));
    const int minute = *rc::gen::inRange(0, 1440);
    const LocalTime back = local_time(instant_at(day, minute));
    RC_PRE(minute < 120 || minute >= 180);  // The hour that is skipped or occurs twice.
    RC_ASSERT(back.day == day);
    RC_ASSERT(back.minute == minute);
  });
}

TEST(OpeningHours, CloseAndOpenInLocalTimeAcrossTheChangeOfClocks) {
  QueueTruth queue;
  queue.opens_minute = 7 * 60;
  queue.closes_minute = 22 * 60;
  // Summer time ends in the night to Sunday, 2026-10-25.
  const Instant saturday_noon =
      std::chrono::sys_days(std::chrono::year(2026) / 10 / 24) + std::chrono::hours(12);
  const Instant closing = closes_after(queue, saturday_noon);
  EXPECT_EQ(closing, saturday_noon + std::chrono::hours(8));
  EXPECT_FALSE(is_open(queue, closing));
  EXPECT_TRUE(is_open(queue, closing - std::chrono::milliseconds(1)));
  const Instant opening = opens_from(queue, closing);
  EXPECT_EQ(opening, closing + std::chrono::hours(10));
  EXPECT_EQ(opens_from(queue, opening), opening);
  EXPECT_EQ(closes_after(queue, closing), closing + std::chrono::hours(25));
}

TEST(OpeningHours, OfAQueueRoundTheClockNeverEnd) {
  const QueueTruth queue;
  nowthen::testing::expect_property([queue] {
    const Instant instant{std::chrono::minutes(*rc::gen::inRange(0, 60'000'000))};
    RC_ASSERT(is_open(queue, instant) && opens_from(queue, instant) == instant);
    RC_ASSERT(closes_after(queue, instant) == never);
  });
}

TEST(Names, OfMetricsAreInTheOrderOfTheirNumbers) {
  std::string_view previous;
  for (int i = 0; i < metric_name_count; ++i) {
    const std::string_view name = name_of(static_cast<MetricName>(i));
    EXPECT_LT(previous, name);
    EXPECT_EQ(name.front() == 'n', is_count(static_cast<MetricName>(i))) << name;
    previous = name;
  }
}

TEST(Centre, HasPeopleForEveryQueueAtAnySize) {
  for (const int per_day : {1, 400, 50'000}) {
    const Centre centre = make_centre(1, per_day);
    std::set<std::uint16_t> served;
    std::set<Uuid> ids;
    for (const AgentTruth& agent : centre.agents) {
      served.insert(agent.queues.begin(), agent.queues.end());
      EXPECT_TRUE(ids.insert(agent.id).second);
    }
    EXPECT_EQ(served.size(), centre.queues.size());
  }
}

}  // namespace
}  // namespace nowthen::sim

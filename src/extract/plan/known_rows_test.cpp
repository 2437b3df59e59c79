#include "extract/plan/known_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/plan_steps.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::sighting;

std::vector<std::string> ids_of(const KnownRows::Rows& rows) {
  std::vector<std::string> ids;
  for (const KnownRow& row : rows) ids.push_back(row.seen.id);
  return ids;
}

TEST(KnownRows, KeepsADaysRowsInTheOrderOfTheirStartsAndThenOfTheirIds) {
  KnownRows known;
  for (const char* id : {"c", "a", "b"}) known.see(sighting(id, at(1, 9)), at(1, 10));
  known.see(sighting("z", at(1, 8)), at(1, 10));
  known.see(sighting("next", at(2)), at(2, 1));
  EXPECT_EQ(ids_of(known.of(on_day(1))), (std::vector<std::string>{"z", "a", "b", "c"}));
  EXPECT_EQ(ids_of(known.of(on_day(2))), (std::vector<std::string>{"next"}));
  EXPECT_TRUE(known.of(on_day(3)).empty());
}

TEST(KnownRows, TakesANewerReadingAndKeepsWhenItWasFirstSeen) {
  KnownRows known;
  known.see(sighting("a", at(1, 9)), at(1, 10));
  known.see(sighting("a", at(1, 9), at(1, 11)), at(1, 12));
  const KnownRow& row = known.of(on_day(1)).at(0);
  EXPECT_FALSE(row.is_open());
  EXPECT_EQ(row.first_seen, at(1, 10));
  EXPECT_EQ(row.read_at, at(1, 12));
  EXPECT_EQ(row.looked_at, at(1, 12));
}

TEST(KnownRows, LetsAnOlderReadingChangeNothing) {
  KnownRows known;
  known.see(sighting("a", at(1, 9), at(1, 11)), at(1, 12));
  known.see(sighting("a", at(1, 9)), at(1, 10));
  known.see(sighting("a", at(1, 7)), at(1, 10));
  const KnownRow& row = known.of(on_day(1)).at(0);
  EXPECT_EQ(row.seen.end, at(1, 11));
  EXPECT_EQ(row.seen.start, at(1, 9));
  EXPECT_EQ(row.read_at, at(1, 12));
}

TEST(KnownRows, MovesARowWhoseStartWasCorrected) {
  KnownRows known;
  known.see(sighting("a", at(1, 23)), at(2, 1));
  known.see(sighting("a", at(2, 0.5), at(2, 1)), at(2, 2));
  EXPECT_TRUE(known.of(on_day(1)).empty());
  ASSERT_EQ(known.of(on_day(2)).size(), 1U);
  EXPECT_EQ(known.of(on_day(2)).at(0).first_seen, at(2, 1));
  known.look("a", at(2, 5));
  EXPECT_EQ(known.of(on_day(2)).at(0).looked_at, at(2, 5)) << "it is found where it is now";
}

TEST(KnownRows, HasARowOnceHoweverOftenAStoreGivesIt) {
  KnownRows known;
  known.restore({sighting("a", at(1, 9)), at(1, 10), at(1, 10), at(1, 10)});
  known.restore({sighting("a", at(2, 9)), at(1, 10), at(2, 10), at(2, 10)});
  EXPECT_TRUE(known.of(on_day(1)).empty());
  EXPECT_EQ(ids_of(known.of(on_day(2))), (std::vector<std::string>{"a"}));
}

TEST(KnownRows, NeverLooksBackInTime) {
  KnownRows known;
  known.see(sighting("a", at(1, 9)), at(1, 10));
  known.look("a", at(1, 8));
  known.look("stranger", at(1, 11));
  EXPECT_EQ(known.of(on_day(1)).at(0).looked_at, at(1, 10));
  EXPECT_FALSE(known.has("stranger"));
}

TEST(KnownRows, ForgetsWhatHasEndedAndKeepsWhatGoesOn) {
  KnownRows known;
  known.see(sighting("ended", at(1, 9), at(1, 10)), at(1, 12));
  known.see(sighting("open", at(1, 9)), at(1, 12));
  known.see(sighting("later", at(2, 9), at(2, 10)), at(2, 12));
  known.see(sighting("long", at(1, 9), at(2, 0)), at(2, 12));
  known.forget_closed_before(on_day(2));
  EXPECT_TRUE(known.has("long")) << "the jobs of the second day have it too";
  EXPECT_FALSE(known.has("ended"));
  EXPECT_TRUE(known.has("open"));
  EXPECT_TRUE(known.has("later"));
  known.drop("open");
  known.drop("open");
  EXPECT_FALSE(known.has("open"));
}

/// A few go on for days: what the thousands of their day took must not stay with them.
TEST(KnownRows, GivesBackTheMemoryOfWhatItForgets) {
  KnownRows known;
  for (int i = 0; i < 3'000; ++i)
    known.see(sighting("ended " + std::to_string(i), at(1, 9), at(1, 10)), at(1, 12));
  known.see(sighting("open", at(1, 9)), at(1, 12));
  for (int i = 0; i < 1'100; ++i)
    known.see(sighting("later " + std::to_string(i), at(2, 9), at(2, 10)), at(2, 12));
  known.forget_closed_before(on_day(2));
  EXPECT_EQ(ids_of(known.of(on_day(1))), (std::vector<std::string>{"open"}));
  EXPECT_LT(known.of(on_day(1)).capacity(), 10U);
  EXPECT_LT(known.of(on_day(2)).capacity(), 1'400U);
}

TEST(KnownRows, TellsIdsApartThatHaveTheSameHash) {
  KnownRows known([](std::string_view) { return std::size_t{7}; });
  known.see(sighting("a", at(1, 9), at(1, 10)), at(1, 12));
  known.see(sighting("b", at(1, 9), at(1, 10)), at(1, 12));
  known.see(sighting("c", at(2, 9)), at(2, 12));
  known.see(sighting("d", at(1, 9)), at(1, 12));
  EXPECT_FALSE(known.has("e"));
  known.drop("a");
  EXPECT_FALSE(known.has("a"));
  EXPECT_TRUE(known.has("b"));
  known.see(sighting("c", at(1, 8)), at(2, 13));
  EXPECT_EQ(ids_of(known.of(on_day(1))), (std::vector<std::string>{"c", "b", "d"}));
  known.forget_closed_before(on_day(2));
  EXPECT_EQ(ids_of(known.of(on_day(1))), (std::vector<std::string>{"c", "d"}));
  EXPECT_FALSE(known.has("b"));
  EXPECT_TRUE(known.has("d"));
}

TEST(KnownRows, CountsStartsAndActivityHalfOpen) {
  KnownRows known;
  known.see(sighting("a", at(1, 22), at(2, 1)), at(3));
  known.see(sighting("b", at(2, 0), at(2, 2)), at(3));
  known.see(sighting("c", at(1, 3)), at(3));
  known.see(sighting("d", at(3, 0), at(3, 1)), at(4));
  known.see(sighting("e", at(1, 3), at(1, 4)), at(3));
  EXPECT_EQ(known.started_in(whole(on_day(1))), 3U);
  EXPECT_EQ(known.started_in(whole(on_day(2))), 1U);
  EXPECT_EQ(known.active_in(whole(on_day(2))), 3U) << "a, b and c, which goes on";
  EXPECT_EQ(known.started_in({at(1, 22), at(3, 0)}), 2U);
}

TEST(KnownRows, NamesEachMediumOnce) {
  KnownRows known;
  known.see(sighting("a", at(1, 1), {}, "voice"), at(2));
  known.see(sighting("b", at(1, 2), {}, "email"), at(2));
  known.see(sighting("c", at(2, 2), {}, "voice"), at(3));
  EXPECT_EQ(known.media(), (std::vector<std::string>{"email", "voice"}));
}

TEST(KnownRows, HoldsTheLatestReadingOfEachWhateverTheOrderOfReadings) {
  nowthen::testing::expect_property([] {
    const bool have_all_one_hash = *rc::gen::arbitrary<bool>();
    KnownRows known =
        have_all_one_hash ? KnownRows([](std::string_view) { return std::size_t{0}; }) : KnownRows();
    std::map<std::string, std::pair<Instant, Instant>> latest;  // start and reading
    const int count = *rc::gen::inRange(0, 60);
    for (int i = 0; i < count; ++i) {
      const std::string id(1, *rc::gen::inRange('a', 'g'));
      const Instant start = at(*rc::gen::inRange(1, 4), *rc::gen::inRange(0, 3));
      const Instant as_of = at(5, *rc::gen::inRange(0, 10));
      known.see(sighting(id, start), as_of);
      auto& [known_start, read_at] = latest[id];
      if (as_of >= read_at) std::tie(known_start, read_at) = std::pair(start, as_of);
      if (*rc::gen::inRange(0, 8) != 0) continue;
      known.drop(id);
      latest.erase(id);
    }
    std::size_t rows = 0;
    for (const auto& [day, of_day] : known.days()) {
      RC_ASSERT(std::is_sorted(of_day.begin(), of_day.end(), [](const KnownRow& a, const KnownRow& b) {
        return a.seen.start < b.seen.start;
      }));
      for (const KnownRow& row : of_day) {
        RC_ASSERT(day_of(row.seen.start) == day);
        RC_ASSERT(latest.at(row.seen.id) == std::pair(row.seen.start, row.read_at));
        ++rows;
      }
    }
    RC_ASSERT(rows == latest.size());
  });
}

}  // namespace
}  // namespace nowthen::extract

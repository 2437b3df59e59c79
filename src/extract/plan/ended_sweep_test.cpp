#include "extract/plan/ended_sweep.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::on_day;
using nowthen::testing::shown;
using nowthen::testing::sighting;

struct Fixture {
  PlanProfile profile;
  KnownRows known;
  EndedSweep sweep;
  Fixture() { profile.page_size = 10; }

  void open(const std::string& prefix, int count, const std::string& medium) {
    for (int i = 0; i < count; ++i)
      known.see(sighting(prefix + std::to_string(i), at(2, 8), {}, medium), at(2, 8.5));
  }
  void ended(const std::string& prefix, int count, const std::string& medium) {
    for (int i = 0; i < count; ++i)
      known.see(sighting(prefix + std::to_string(i), at(2, 7), at(2, 9), medium), at(2, 9.5));
  }

  std::string next(Instant now) const {
    BestCandidate best;
    sweep.offer(known, now, profile, best);
    return shown(best.worth_making(0));
  }

  ReadEnded step(std::vector<std::string> media, Instant now, int page = 1) const {
    return {.media = std::move(media), .started_in = {now - profile.query_reach, now}, .page = page};
  }

  std::optional<Step> take(const ReadEnded& step, std::vector<Sighting> rows, Instant now) {
    for (const Sighting& row : rows) known.see(row, now);
    return sweep.take(step, {.as_of = now, .rows = std::move(rows)}, known, now, profile);
  }
};

std::vector<Sighting> page_of_ends(Instant latest, int count) {
  std::vector<Sighting> rows;
  for (int i = 0; i < count; ++i) {
    const Instant end = latest - std::chrono::minutes(i);
    rows.push_back(sighting("e" + std::to_string(i), at(2, 1), end));
  }
  return rows;
}

TEST(EndedSweep, IsWorthNothingWhereNothingGoesOn) {
  Fixture fixture;
  EXPECT_EQ(fixture.next(at(2, 12)), "nothing");
  fixture.ended("v", 3, "voice");
  EXPECT_EQ(fixture.next(at(2, 12)), "nothing");
}

TEST(EndedSweep, OfEverythingIsTakenWhereOnePageSurelyHoldsIt) {
  Fixture fixture;
  fixture.open("v", 3, "voice");
  fixture.open("m", 2, "message");
  fixture.ended("d", 4, "voice");
  EXPECT_EQ(fixture.next(at(2, 12)), "ended page 1");
}

TEST(EndedSweep, IsOfTheMediaWhereMostIsToBeGotForAPage) {
  Fixture fixture;
  fixture.open("v", 3, "voice");
  fixture.ended("x", 30, "voice");
  fixture.open("m", 2, "message");
  EXPECT_EQ(fixture.next(at(2, 12)), "ended message page 1") << "voice would take four pages for three";
  fixture.open("w", 40, "voice");
  EXPECT_EQ(fixture.next(at(2, 12)), "ended message voice page 1") << "now it is worth them";
}

TEST(EndedSweep, PagesBackToWhatTheSweepBeforeHadAndAsFarAsRecordsAreLate) {
  Fixture fixture;
  fixture.open("v", 3, "voice");
  fixture.take(fixture.step({"voice"}, at(2, 9)), {}, at(2, 9));
  const ReadEnded first = fixture.step({"voice"}, at(2, 12));
  const auto more = fixture.take(first, page_of_ends(at(2, 12), 10), at(2, 12));
  ASSERT_EQ(shown(more), "ended voice page 2");
  const Instant target = at(2, 9) - fixture.profile.lateness;
  const auto still_more = fixture.take(std::get<ReadEnded>(*more),
                                       page_of_ends(target + std::chrono::minutes(10), 10), at(2, 12));
  ASSERT_EQ(shown(still_more), "ended voice page 3");
  EXPECT_EQ(fixture.sweep.read_at().at("voice"), at(2, 9)) << "not before it is at its end";
  EXPECT_EQ(shown(fixture.take(std::get<ReadEnded>(*still_more),
                               page_of_ends(target + std::chrono::minutes(9), 10), at(2, 12))),
            "nothing");
  EXPECT_EQ(fixture.sweep.read_at().at("voice"), at(2, 12));
}

TEST(EndedSweep, StopsAtAPageThatIsNotFullAndAtTheLastThatThereIs) {
  Fixture fixture;
  fixture.open("v", 3, "voice");
  EXPECT_EQ(shown(fixture.take(fixture.step({"voice"}, at(2, 12)), page_of_ends(at(2, 12), 9), at(2, 12))),
            "nothing");
  fixture.profile.max_page_results = 20;
  EXPECT_EQ(
      shown(fixture.take(fixture.step({"voice"}, at(3, 12), 2), page_of_ends(at(3, 12), 10), at(3, 12))),
      "nothing");
}

TEST(EndedSweep, LooksAtAllThatGoOnInItsMediaAndIntervalOnceItIsOver) {
  Fixture fixture;
  fixture.open("v", 1, "voice");
  fixture.open("m", 1, "message");
  fixture.known.see(sighting("long ago", at(-40), {}, "voice"), at(2, 8.5));
  fixture.take(fixture.step({"voice"}, at(2, 12)), {}, at(2, 12));
  EXPECT_EQ(fixture.known.of(on_day(2)).at(0).seen.media, "message");
  EXPECT_EQ(fixture.known.of(on_day(2)).at(0).looked_at, at(2, 8.5));
  EXPECT_EQ(fixture.known.of(on_day(2)).at(1).looked_at, at(2, 12));
  EXPECT_EQ(fixture.known.of(on_day(-40)).at(0).looked_at, at(2, 8.5)) << "no query reaches it";
}

TEST(EndedSweep, IsWorthNothingForWhatBeganBeforeAnyQueryReaches) {
  Fixture fixture;
  fixture.known.see(sighting("long ago", at(-40), {}, "voice"), at(2, 8.5));
  EXPECT_EQ(fixture.next(at(20)), "nothing") << "else it would be swept again and again";
}

TEST(EndedSweep, LeavesOutWhatHasNoMedium) {
  Fixture fixture;
  fixture.open("u", 5, "");
  fixture.ended("x", 30, "voice");
  EXPECT_EQ(fixture.next(at(2, 12)), "nothing");
}

TEST(EndedSweep, GoesOnWhereAStoreSaysThatItStopped) {
  Fixture fixture;
  fixture.open("v", 3, "voice");
  fixture.take(fixture.step({"voice"}, at(2, 12)), {}, at(2, 12));
  EndedSweep other;
  other.restore(fixture.sweep.read_at());
  EXPECT_EQ(other.read_at().at("voice"), at(2, 12));
}

}  // namespace
}  // namespace nowthen::extract

#include "extract/plan/staleness.hpp"

#include <gtest/gtest.h>

#include "support/plan_steps.hpp"
#include "support/property.hpp"

namespace nowthen::extract {
namespace {

using nowthen::testing::at;
using nowthen::testing::sighting;

constexpr auto hour = std::chrono::hours(1);

KnownRow row_of(Sighting seen, Instant looked_at) {
  return {std::move(seen), looked_at, looked_at, looked_at};
}

KnownRow awaiting(Instant end, Instant looked_at) {
  Sighting seen = sighting("a", end - hour, end);
  seen.awaits_wrapup = true;
  return row_of(seen, looked_at);
}

TEST(Staleness, OfWhatGoesOnIsNothingUntilTheWantedFreshnessIsOver) {
  const PlanProfile profile;
  const KnownRow row = row_of(sighting("a", at(1, 8)), at(1, 9));
  EXPECT_EQ(staleness_of(row, at(1, 9), profile), 0);
  EXPECT_EQ(staleness_of(row, at(1, 9) + profile.freshness, profile), 0);
  EXPECT_GT(staleness_of(row, at(1, 9) + profile.freshness + std::chrono::minutes(1), profile), 0);
}

TEST(Staleness, OfWhatHasGoneOnForSoLongExpectsItsEndWithinAsLongAgain) {
  const PlanProfile profile;
  const KnownRow row = row_of(sighting("a", at(1, 8)), at(1, 9));
  // Two hours behind freshness: it ended by then with chance 2 / (1 + 2), on average half that time ago.
  EXPECT_DOUBLE_EQ(staleness_of(row, at(1, 11) + profile.freshness, profile), profile.weights.end * 4.0 / 6);
  const KnownRow old = row_of(sighting("b", at(1, 0)), at(1, 9));
  EXPECT_LT(staleness_of(old, at(1, 12), profile), staleness_of(row, at(1, 12), profile));
}

TEST(Staleness, OfWhatHasEndedIsItsWrapUpOrNothing) {
  const PlanProfile profile;
  EXPECT_EQ(staleness_of(row_of(sighting("a", at(1, 8), at(1, 9)), at(1, 9)), at(9), profile), 0);
  const KnownRow lacking = awaiting(at(1, 9), at(1, 9));
  // It came at an even chance within two hours after the end; ten hours later that was nine hours ago.
  EXPECT_DOUBLE_EQ(staleness_of(lacking, at(1, 19) + profile.freshness, profile), profile.weights.wrapup * 9);
}

TEST(Staleness, OfAWrapUpThatDidNotComeInTimeIsNothing) {
  const PlanProfile profile;
  const KnownRow row = awaiting(at(1, 9), at(1, 9) + profile.lateness);
  EXPECT_EQ(staleness_of(row, at(5), profile), 0);
  EXPECT_EQ(staleness_of_late(row_of(sighting("a", at(1, 8)), at(1, 8) + profile.lateness), at(5), profile),
            0);
}

TEST(Staleness, OfNewOnesGrowsWithTheSquareOfTheTime) {
  const PlanProfile profile;
  const Instant counted = at(1, 8) + profile.freshness;
  EXPECT_EQ(staleness_of_new(10, at(1, 8), counted - hour, profile), 0);
  EXPECT_DOUBLE_EQ(staleness_of_new(10, at(1, 8), counted + hour, profile), profile.weights.conversation * 5);
  EXPECT_DOUBLE_EQ(staleness_of_new(10, at(1, 8), counted + 2 * hour, profile),
                   profile.weights.conversation * 20);
}

TEST(Staleness, GoesByTheWeights) {
  PlanProfile profile;
  const KnownRow open = row_of(sighting("a", at(1, 8)), at(1, 9));
  const KnownRow ended = awaiting(at(1, 9), at(1, 9));
  const double of_open = staleness_of(open, at(2), profile);
  const double of_ended = staleness_of(ended, at(2), profile);
  const double of_late = staleness_of_late(open, at(2), profile);
  profile.weights = {.conversation = profile.weights.conversation * 2,
                     .end = profile.weights.end * 3,
                     .wrapup = profile.weights.wrapup * 4};
  EXPECT_DOUBLE_EQ(staleness_of(open, at(2), profile), of_open * 3);
  EXPECT_DOUBLE_EQ(staleness_of(ended, at(2), profile), of_ended * 4);
  EXPECT_DOUBLE_EQ(staleness_of_late(open, at(2), profile), of_late * 2);
}

TEST(Staleness, IsNeverNegativeAndNeverShrinksWhileNobodyLooks) {
  nowthen::testing::expect_property([] {
    const PlanProfile profile;
    const auto minutes = [](int least, int most) {
      return std::chrono::minutes(*rc::gen::inRange(least, most));
    };
    Sighting seen = sighting("a", at(2) + minutes(0, 3'000));
    if (*rc::gen::arbitrary<bool>()) seen.end = seen.start + minutes(0, 3'000);
    seen.awaits_wrapup = seen.end && *rc::gen::arbitrary<bool>();
    const KnownRow row = row_of(seen, seen.start + minutes(-600, 6'000));
    const Instant now = seen.start + minutes(-600, 6'000);
    const Instant later = now + minutes(0, 6'000);
    for (const auto of : {staleness_of, staleness_of_late}) {
      RC_ASSERT(of(row, now, profile) >= 0);
      RC_ASSERT(of(row, later, profile) >= of(row, now, profile));
    }
    RC_ASSERT(staleness_of_new(3, row.looked_at, now, profile) >= 0);
    RC_ASSERT(staleness_of_new(3, row.looked_at, later, profile) >=
              staleness_of_new(3, row.looked_at, now, profile));
  });
}

TEST(ChanceOfUnknown, IsNoneWhereSomebodyJustLookedAndSmallWhereLateRecordsHaveCome) {
  const PlanProfile profile;
  const KnownRow row = row_of(sighting("a", at(1, 8)), at(1, 8));
  EXPECT_EQ(chance_of_unknown(row, at(1, 9), profile), 0);
  EXPECT_DOUBLE_EQ(chance_of_unknown(row, at(1, 12), profile), 1) << "whatever is late has come since";
  const KnownRow later = row_of(sighting("b", at(1, 8)), at(1, 9));
  EXPECT_DOUBLE_EQ(chance_of_unknown(later, at(1, 12), profile), 0.5);
  const KnownRow last = row_of(sighting("c", at(1, 8)), at(2));
  EXPECT_GT(chance_of_unknown(last, at(3), profile), 0);
  EXPECT_LT(chance_of_unknown(last, at(3), profile), 0.001);
}

}  // namespace
}  // namespace nowthen::extract

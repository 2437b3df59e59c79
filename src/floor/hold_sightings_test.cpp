#include "floor/hold_sightings.hpp"

#include <gtest/gtest.h>

#include "floor/leg_test_support.hpp"

namespace nowthen::floor {
namespace {

using testing::second;

constexpr Rank early{Instant(std::chrono::seconds(1)), 5};
constexpr Rank late{Instant(std::chrono::seconds(500)), 7};

struct Said {
  std::int64_t seen = 0;
  std::optional<std::int64_t> held;  ///< Since when; empty: not.
  Rank rank = early;
  std::optional<std::int64_t> last;  ///< What one that is not held says of the last hold.
};

std::vector<Hold> holds_of(const std::vector<Said>& all) {
  HoldSightings sightings;
  for (const Said& each : all) {
    std::optional<Instant> start;
    if (each.held) start = second(*each.held);
    if (each.last) start = second(*each.last);
    sightings.add({each.rank, second(each.seen), each.held.has_value(), start});
  }
  return sightings.holds();
}

void expect_one(const std::vector<Hold>& holds, std::optional<Instant> end, bool doubtful) {
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds[0].begin, second(100));
  EXPECT_EQ(holds[0].end, end);
  EXPECT_EQ(holds[0].doubtful, doubtful);
}

TEST(HoldSightings, EndAHoldWhenItIsSeenToBeOver) {
  expect_one(holds_of({{90, {}}, {101, 100}}), std::nullopt, false);
  expect_one(holds_of({{90, {}}, {101, 100}, {140, {}}}), second(140), false);
  expect_one(holds_of({{90, {}}, {101, 100}, {140, {}}, {150, {}}}), second(140), false);
}

TEST(HoldSightings, TakeTheSameTwice) {
  expect_one(holds_of({{90, {}}, {101, 100}, {101, 100}, {102, 100}, {140, {}}, {140, {}}}), second(140),
             false);
}

TEST(HoldSightings, DoubtAHoldThatComesAfterItsOwnEnd) {
  expect_one(holds_of({{140, {}}, {145, 100}}), std::nullopt, true);
}

TEST(HoldSightings, DoubtAnEndThatMayBeFromBeforeTheHold) {
  expect_one(holds_of({{101, 100}, {140, {}}}), second(140), true);
  expect_one(holds_of({{101, 100}, {140, {}}, {150, {}}}), second(140), true);
  expect_one(holds_of({{101, 100}, {140, {}, late}}), second(140), false);
}

TEST(HoldSightings, DoubtAHoldThatComesBack) {
  expect_one(holds_of({{101, 100}, {140, {}}, {145, 100}}), second(140), true);
}

TEST(HoldSightings, KnowTheOrderFromWhatElseWasSaid) {
  expect_one(holds_of({{140, {}, late}, {145, 100}}), second(140), false);
  expect_one(holds_of({{101, 100, late}, {140, {}}}), std::nullopt, false);
}

TEST(HoldSightings, KnowTheOrderFromTheHoldThatIsNamed) {
  expect_one(holds_of({{140, {}, early, 100}, {145, 100}}), second(140), false);
  expect_one(holds_of({{140, {}, early, 100}}), second(140), false);
}

TEST(HoldSightings, EndAHoldNoLaterThanTheNextBegins) {
  const auto holds = holds_of({{90, {}}, {101, 100}, {201, 200}, {240, {}}});
  ASSERT_EQ(holds.size(), 2U);
  EXPECT_EQ(holds[0].end, second(200));
  EXPECT_TRUE(holds[0].doubtful);
  EXPECT_EQ(holds[1].end, second(240));
}

TEST(HoldSightings, NeverEndAHoldBeforeItBegan) {
  expect_one(holds_of({{80, {}}, {95, 100}, {98, {}}}), second(100), false);
}

TEST(HoldSightings, CountAHoldWithoutABeginFromWhenItWasSeen) {
  HoldSightings sightings;
  sightings.add({early, second(90), false, {}});
  sightings.add({early, second(100), true, {}});
  sightings.add({early, second(120), true, {}});
  sightings.add({early, second(140), false, {}});
  expect_one(sightings.holds(), second(140), false);
}

TEST(HoldSightings, ForgetWhatARecordTellsBetter) {
  HoldSightings sightings;
  sightings.add({early, second(101), true, second(100)});
  sightings.forget_until(second(101));
  EXPECT_TRUE(sightings.holds().empty());
}

}  // namespace
}  // namespace nowthen::floor

// Holds by the definition, each looked for among all sightings: what `HoldSightings` tells in less time.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "core/seeded_random.hpp"
#include "floor/hold_sightings.hpp"
#include "floor/leg_test_support.hpp"

namespace nowthen::floor {
namespace {

using testing::second;
using Sighting = HoldSightings::Sighting;
using Sightings = std::vector<Sighting>;

Instant start_of(const Sighting& held) { return held.start.value_or(held.seen_at); }

bool is_made_after(const Sighting& a, const Sighting& b) {
  return std::tie(a.rank, a.seen_at) > std::tie(b.rank, b.seen_at);
}

std::set<Instant> starts_of(const Sightings& sightings) {
  std::set<Instant> starts;
  bool goes_on_unnamed = false;
  for (const Sighting& each : sightings) {
    const bool unnamed = each.held && !each.start;
    if ((each.held || each.start) && !(unnamed && goes_on_unnamed)) starts.insert(start_of(each));
    goes_on_unnamed = unnamed;
  }
  return starts;
}

bool may_be_early(const Sightings& sightings, const Sighting& first, Instant start) {
  std::size_t turns = 0;
  bool was_held = true;
  std::set<Instant> begun;
  for (const Sighting& each : sightings) {
    if (each.rank != first.rank && each.rank != Rank{}) continue;
    if (!each.held && was_held) ++turns;
    was_held = each.held;
    if (each.held && start_of(each) <= start) begun.insert(start_of(each));
  }
  return turns <= begun.size();
}

Hold hold_from(const Sightings& sightings, Instant start) {
  Hold hold{.begin = start, .end = {}};
  const auto first = std::find_if(sightings.begin(), sightings.end(), [start](const Sighting& each) {
    return each.held && start_of(each) == start;
  });
  bool ended_at_same_moment = false;
  for (const Sighting& each : sightings) {
    const bool same_moment = first != sightings.end() && each.rank == first->rank;
    if (each.held) {
      const bool comes_back = ended_at_same_moment && same_moment && start_of(each) == start;
      hold.doubtful = hold.doubtful || comes_back;
      continue;
    }
    const bool names_it = each.start && *each.start >= start;
    const bool comes_later = first != sightings.end() && !each.start && is_made_after(each, *first);
    if (names_it || comes_later) {
      const Instant seen = std::max(each.seen_at, start);
      hold.end = std::min(hold.end.value_or(seen), seen);
      ended_at_same_moment = ended_at_same_moment || (!names_it && same_moment);
    } else if (same_moment && !each.start) {
      hold.doubtful = hold.doubtful || each.seen_at > start;
    }
  }
  if (ended_at_same_moment && may_be_early(sightings, *first, start)) hold.doubtful = true;
  return hold;
}

std::vector<Hold> holds_by_definition(const Sightings& sightings) {
  std::vector<Hold> holds;
  for (const Instant start : starts_of(sightings)) {
    if (!holds.empty() && (!holds.back().end || *holds.back().end > start)) {
      holds.back().doubtful = true;
      holds.back().end = start;
    }
    holds.push_back(hold_from(sightings, start));
  }
  return holds;
}

/// Few instants and few moments, so that many of them are equal.
Sighting random_sighting(SeededRandom& random) {
  const auto instant = [&random] { return second(static_cast<std::int64_t>(100 + random.next() % 12)); };
  Sighting sighting{.rank = {}, .seen_at = instant(), .held = random.next() % 2 == 0, .start = {}};
  if (random.next() % 5 != 0) sighting.rank = {second(1), static_cast<std::uint32_t>(1 + random.next() % 4)};
  if (random.next() % (sighting.held ? 4 : 2) != 0) sighting.start = instant();
  return sighting;
}

TEST(HoldSightings, TellsTheHoldsOfTheDefinition) {
  const std::uint64_t seed = 17;
  SeededRandom random(seed);
  for (int round = 0; round < 20'000; ++round) {
    HoldSightings quick;
    std::set<Sighting> all;
    for (std::uint64_t i = random.next() % 14; i > 0; --i) {
      const Sighting each = random_sighting(random);
      quick.add(each);
      all.insert(each);
    }
    const auto wanted = holds_by_definition({all.begin(), all.end()});
    const auto found = quick.holds();
    ASSERT_EQ(found.size(), wanted.size()) << "round " << round << " of seed " << seed;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].begin, wanted[i].begin) << "round " << round << " of seed " << seed;
      EXPECT_EQ(found[i].end, wanted[i].end) << "round " << round << " of seed " << seed;
      EXPECT_EQ(found[i].doubtful, wanted[i].doubtful) << "round " << round << " of seed " << seed;
    }
  }
}

/// What takes the square of it would take minutes.
TEST(HoldSightings, TellsTensOfThousandsOfHolds) {
  HoldSightings sightings;
  const std::int64_t count = 40'000;
  for (std::int64_t i = 0; i < count; ++i) {
    const Rank rank{second(1), static_cast<std::uint32_t>(1 + i / 1'000)};
    sightings.add({rank, second(20 * i), false, {}});
    sightings.add({rank, second(20 * i + 10), true, second(20 * i + 10)});
  }
  const auto holds = sightings.holds();
  ASSERT_EQ(holds.size(), count);
  EXPECT_EQ(holds[0].end, second(20));
  EXPECT_EQ(holds.back().end, std::nullopt);
}

}  // namespace
}  // namespace nowthen::floor

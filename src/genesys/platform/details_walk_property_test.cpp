#include <gtest/gtest.h>

#include <array>

#include "core/seeded_random.hpp"
#include "genesys/platform/details_fixture.hpp"
#include "support/property.hpp"

namespace nowthen::genesys::platform {
namespace {
using std::chrono::days;
using std::chrono::minutes;

const Instant start{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};
constexpr DetailsBounds bounds{.max_results = 60, .max_window_records = 30};

/// Conversations of all lengths around a range, some of them crowded on one day.
class World {
 public:
  World(std::uint64_t seed, Semantics semantics, int range_days)
      : random_(seed), server_(semantics, bounds.max_results), range_days_(range_days) {}

  DetailsServer& server() { return server_; }

  void add() {
    constexpr std::array<const char*, 4> media{"voice", "email", "message", "callback"};
    const bool crowded = chance(3);
    const std::int64_t span = minutes(days{crowded ? 1 : range_days_ + 60}).count();
    const Instant begin = start + (crowded ? days{range_days_ / 2} : days{-30}) + minutes(below(span));
    const Instant end = begin + minutes(below(chance(4) ? 60 * 24 * 50 : 30));
    server_.add({.id = "c" + std::to_string(++made_),
                 .start = begin,
                 .end = chance(5) ? std::optional<Instant>{} : end,
                 .media = media.at(static_cast<std::size_t>(below(4)))});
  }

  void remove() {
    if (!server_.kept().empty())
      server_.remove(static_cast<std::size_t>(below(static_cast<std::int64_t>(server_.kept().size()))));
  }

  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(bound));
  }
  bool chance(int one_in) { return below(one_in) == 0; }

  std::set<std::string> started_in(const Interval& interval) const {
    std::set<std::string> ids;
    for (const auto& kept : server_.kept())
      if (interval.contains(kept.start)) ids.insert(kept.id);
    return ids;
  }

 private:
  SeededRandom random_;
  DetailsServer server_;
  int range_days_;
  int made_ = 0;
};

struct Habits {
  bool adds = false;
  bool removes = false;
};

bool includes(const std::set<std::string>& all, const std::set<std::string>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

void check_range(int range_days, Habits habits) {
  testing::expect_property([&](std::uint64_t seed) {
    const auto semantics =
        *rc::gen::element(Semantics::start_day, Semantics::started_and_active, Semantics::overlap);
    World world(seed, semantics, range_days);
    const int records = *rc::gen::inRange(0, 200);
    for (int i = 0; i < records; ++i) world.add();
    const Interval range{start + minutes(world.below(1'440)),
                         start + days{range_days} - minutes(world.below(1'440))};
    std::set<std::string> always = world.started_in(range);
    std::set<std::string> ever = always;
    const int page_size = *rc::gen::inRange(1, 31);
    auto walk = DetailsWalk::started_in({.interval = range, .page_size = page_size}, bounds).value();
    const Reading reading = walk_through(std::move(walk), world.server(), [&] {
      // At most one change between two requests: what comes where another goes leaves the total as it was.
      if (habits.adds && world.chance(4)) {
        world.add();
      } else if (habits.removes && world.chance(4)) {
        world.remove();
      }
      const auto now = world.started_in(range);
      ever.insert(now.begin(), now.end());
      std::erase_if(always, [&now](const std::string& id) { return !now.contains(id); });
    });
    const auto distinct = reading.distinct();
    RC_ASSERT(reading.report.ended);
    RC_ASSERT(world.server().rules_kept());
    RC_ASSERT(distinct.size() == reading.ids.size());
    RC_ASSERT(includes(ever, distinct));
    const bool quiet = !habits.adds && !habits.removes;
    if (quiet) RC_ASSERT(includes(always, distinct));
    if (quiet && records < 30) RC_ASSERT(reading.report.complete());
    if (reading.report.complete()) RC_ASSERT(includes(distinct, always));
  });
}

TEST(DetailsWalkProperty, OfThirtyOneDaysTheResultIsTheTruth) { check_range(31, {}); }

TEST(DetailsWalkProperty, OfFourHundredDaysTheResultIsTheTruth) { check_range(400, {}); }

TEST(DetailsWalkProperty, WhatIsSaidToBeCompleteIsSoWhileConversationsArrive) {
  check_range(31, {.adds = true});
}

TEST(DetailsWalkProperty, WhatIsSaidToBeCompleteIsSoWhileConversationsVanish) {
  check_range(31, {.removes = true});
}

TEST(DetailsWalkProperty, WhatIsSaidToBeCompleteIsSoWhileConversationsComeAndGo) {
  check_range(31, {.adds = true, .removes = true});
}

}  // namespace
}  // namespace nowthen::genesys::platform

// A sync while what is around it is not as it should be: limits that change, a clock that is wrong, totals
// that never agree.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/extraction_run.hpp"
#include "support/synced_data.hpp"

namespace nowthen::extract {
namespace {

using std::chrono::hours;
using testing::count_of;
using testing::first_day;
using testing::Sync;

std::int64_t refused(const Sync& sync) {
  const auto requests = sync.client.simulator->requests();
  return std::count_if(requests.begin(), requests.end(), [](const auto& each) { return each.status == 429; });
}

TEST(SyncSurroundings, AreTriedOnceTooOftenWhereLimitsAreHalvedInTheMiddle) {
  sim::Options options = testing::small_organisation(11);
  options.limits = R"({"endpoints":{"platform":{"limit":120}},
                       "changes":[{"after_seconds":70,"endpoint":"platform","limit":60}]})";
  Sync sync(options, {.platform_per_minute = 120});
  sync.profile.page_size = 1;
  ASSERT_TRUE(
      sync.client.simulator->set_faults(R"([{"match":{"endpoint":"jobs_availability"},"do":"forbidden"}])"));
  const auto begun = sync.client.clock.ticks();
  ASSERT_TRUE(sync.run_at(first_day + hours(70)));
  const auto asked = sync.client.simulator->requests().size();
  EXPECT_GT(asked, 200U) << "more than are allowed before the limits change";
  EXPECT_GT(sync.client.clock.ticks() - begun, std::chrono::minutes(2));
  EXPECT_LE(refused(sync), 2);
  EXPECT_GT(count_of(sync.kept, "conversation"), 250);
}

struct Told {
  std::map<std::string, std::string> held;
  std::size_t requests = 0;
  std::int64_t ahead = 0;  ///< Readings and claims of what had not come.
};

Told told_by_a_clock_that_is_off_by(hours offset) {
  Sync sync(12);
  sync.client.clock.jump_wall(offset);
  for (int run = 1; run <= 13; ++run) EXPECT_TRUE(sync.run_at(first_day + hours(24 * run)));
  Told told{.held = sync.held(), .requests = sync.client.simulator->requests().size()};
  // A reply's date has whole seconds: the server's time is known to the second.
  const Instant latest = sync.client.simulator->now() + std::chrono::seconds(1);
  const std::string now = "TIMESTAMPTZ '" + format_instant(latest) + "'";
  told.ahead = count_of(sync.kept, "reading WHERE as_of > " + now) +
               count_of(sync.kept, "ledger_window WHERE state_since > " + now) +
               count_of(sync.kept, "ledger_reading WHERE ended_at > " + now);
  return told;
}

TEST(SyncSurroundings, DoNotMatterWhereTheLocalClockIsAnHourOff) {
  const Told right = told_by_a_clock_that_is_off_by(hours(0));
  EXPECT_GT(right.held.size(), 300U);
  for (const hours offset : {hours(1), hours(-1)}) {
    const Told wrong = told_by_a_clock_that_is_off_by(offset);
    EXPECT_EQ(wrong.held, right.held) << offset.count();
    EXPECT_EQ(wrong.ahead, 0) << offset.count();
    EXPECT_EQ(wrong.requests, right.requests) << offset.count();
  }
}

TEST(SyncSurroundings, CostLittleMoreWhereTotalsNeverAgree) {
  testing::ExtractionPlan plan = testing::extraction_plan(9);
  plan.world.per_day = 300;
  const auto undisturbed = testing::run_extraction(plan);
  plan.world.faults = R"([{"match":{"endpoint":"details_query"},"every":2,"do":"move_total","by":7},
                          {"match":{"endpoint":"details_query"},"every":3,"do":"move_total","by":-4}])";
  const auto disturbed = testing::run_extraction(plan);
  EXPECT_EQ(disturbed.at_the_end.conversations, 0);
  EXPECT_EQ(disturbed.at_the_end.ends, 0);
  EXPECT_EQ(disturbed.at_the_end.wrapups, 0);
  for (const auto& trouble : disturbed.trouble) ADD_FAILURE() << trouble;
  EXPECT_LE(disturbed.requests, undisturbed.requests * 3 / 2) << "of " << undisturbed.requests;
}

}  // namespace
}  // namespace nowthen::extract

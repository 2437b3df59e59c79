// The planner against the simulator's truth, in virtual time: what it keeps, how fresh, and for how many
// requests.
#include <gtest/gtest.h>

#include "support/extraction_run.hpp"

namespace nowthen::testing {
namespace {

void expect_nothing_lacking(const ExtractionResult& result) {
  EXPECT_EQ(result.at_the_end.conversations, 0);
  EXPECT_EQ(result.at_the_end.ends, 0);
  EXPECT_EQ(result.at_the_end.wrapups, 0);
  EXPECT_EQ(result.at_the_end.corrections, 0);
  EXPECT_EQ(result.at_the_end.deletions, 0);
  EXPECT_EQ(result.false_claims, 0U);
  for (const auto& trouble : result.trouble) ADD_FAILURE() << trouble;
}

void expect_fresh(const ExtractionResult& result) {
  EXPECT_LE(result.mean.conversations, 1.5);
  EXPECT_LE(result.mean.ends, 30);
  EXPECT_LE(result.mean.wrapups, 32);
}

TEST(Extraction, LacksNothingAtTheEndForFewRequestsWhereAnIntervalMeansTheDayOfTheStart) {
  const ExtractionResult result = run_extraction(extraction_plan(1));
  expect_nothing_lacking(result);
  expect_fresh(result);
  EXPECT_LT(result.requests, 500U) << "of " << result.conversations << " conversations";
}

TEST(Extraction, DoesSoWhereAnIntervalMeansWhatWasActiveInIt) {
  ExtractionPlan plan = extraction_plan(2);
  plan.world.interval_semantics = sim::IntervalSemantics::overlap;
  const ExtractionResult result = run_extraction(plan);
  expect_nothing_lacking(result);
  expect_fresh(result);
  EXPECT_LT(result.requests, 500U);
}

TEST(Extraction, TakesFewerWhereJobPagesAreLong) {
  ExtractionPlan plan = extraction_plan(3);
  plan.profile.job_page_size = 10'000;
  const ExtractionResult result = run_extraction(plan);
  expect_nothing_lacking(result);
  EXPECT_LT(result.requests, 410U);
}

TEST(Extraction, ComesBackByItselfAfterThirtyHoursOfNothingButFailure) {
  ExtractionPlan plan = extraction_plan(4);
  plan.before_run = [](sim::Simulator& simulator, int run) {
    if (run == 100) {
      ASSERT_TRUE(simulator.set_faults(R"([{"match":{"endpoint":"platform"},"do":"status","status":503}])"));
    }
    if (run == 130) {
      ASSERT_TRUE(simulator.set_faults("[]"));
    }
  };
  ExtractionResult result = run_extraction(plan);
  EXPECT_FALSE(result.trouble.empty());
  result.trouble.clear();
  expect_nothing_lacking(result);
}

TEST(Extraction, GetsOverAJobStoreThatIsStuckForTwoDays) {
  ExtractionPlan plan = extraction_plan(5);
  plan.before_run = [](sim::Simulator& simulator, int run) {
    if (run == 100) {
      ASSERT_TRUE(simulator.set_faults(R"([{"match":{"endpoint":"jobs"},"do":"stick_job"}])"));
    }
    if (run == 148) {
      ASSERT_TRUE(simulator.set_faults("[]"));
    }
  };
  expect_nothing_lacking(run_extraction(plan));
}

TEST(Extraction, GoesOnWithoutJobsAndSettlesWhenTheyArePermittedAgain) {
  ExtractionPlan plan = extraction_plan(6);
  plan.before_run = [](sim::Simulator& simulator, int run) {
    if (run == 60) {
      ASSERT_TRUE(simulator.set_faults(R"([{"match":{"endpoint":"jobs"},"do":"forbidden"}])"));
    }
    if (run == 150) {
      ASSERT_TRUE(simulator.set_faults("[]"));
    }
  };
  expect_nothing_lacking(run_extraction(plan));
}

TEST(Extraction, RenewsATokenThatLivesForAnHour) {
  ExtractionPlan plan = extraction_plan(7);
  plan.world.platform_token_lifetime = std::chrono::hours(1);
  plan.runs = 5 * 24;
  const ExtractionResult result = run_extraction(plan);
  for (const auto& trouble : result.trouble) ADD_FAILURE() << trouble;
}

}  // namespace
}  // namespace nowthen::testing

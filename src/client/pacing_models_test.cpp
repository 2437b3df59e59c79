#include <fmt/core.h>
#include <gtest/gtest.h>

#include <vector>

#include "support/pacing_experiment.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using testing::PacingFigures;
using testing::PacingScenario;

/// How many cases are played. Each is an hour of requests, so the fast ones cost the most.
struct Breadth {
  std::vector<double> limits;
  std::vector<std::uint64_t> seeds;
};

class PacingModels : public ::testing::TestWithParam<Breadth> {
 protected:
  const std::vector<double>& limits = GetParam().limits;
  const std::vector<std::uint64_t>& seeds = GetParam().seeds;
};

std::string told(const PacingScenario& scenario, const PacingFigures& figures) {
  return fmt::format("{} {}/min seed {}: {:.2f} % used, {:.2f} % with burst, {} refused", scenario.limiter,
                     scenario.per_minute, scenario.seed, 100 * figures.share(),
                     100 * figures.share_with_burst(), figures.refused);
}

/// Refusals that come of one mistake: those under way when the first is heard of cannot be called back.
double one_refusal(const PacingScenario& scenario) {
  const double round_trip = std::chrono::duration<double>(2 * scenario.longest_trip).count();
  return 1 + std::floor(round_trip * scenario.per_minute / 60);
}

TEST_P(PacingModels, UseTheQuotaOfEachLimiterWithoutOneRefusal) {
  for (const auto limiter : testing::limiter_names)
    for (const double limit : limits)
      for (const auto seed : seeds) {
        const PacingScenario scenario{.limiter = limiter, .per_minute = limit, .seed = seed};
        const PacingFigures figures = testing::pace(scenario);
        EXPECT_EQ(figures.refused, 0) << told(scenario, figures);
        EXPECT_GE(figures.share(), 0.985) << told(scenario, figures);
        EXPECT_GE(figures.share_with_burst(), 0.97) << told(scenario, figures);
      }
}

TEST_P(PacingModels, LearnALoweredLimitFromOneRefusal) {
  for (const auto limiter : testing::limiter_names)
    for (const double limit : limits)
      for (const double left : {0.5, 0.6, 0.8})
        for (const auto seed : seeds) {
          const PacingScenario scenario{.limiter = limiter,
                                        .per_minute = limit,
                                        .seed = seed,
                                        .changes_at = 10min + seed * 7s,
                                        .changes_to = limit * left};
          const PacingFigures figures = testing::pace(scenario);
          EXPECT_LE(figures.refused, one_refusal(scenario)) << left << " " << told(scenario, figures);
          EXPECT_GE(figures.share(), 0.5) << left << " " << told(scenario, figures);
        }
}

TEST_P(PacingModels, FollowAnAnnouncedLimit) {
  for (const auto limiter : testing::limiter_names)
    for (const double limit : limits)
      for (const double factor : {0.5, 2.0})
        for (const auto seed : seeds) {
          const PacingScenario scenario{.limiter = limiter,
                                        .per_minute = limit,
                                        .seed = seed,
                                        .headers = true,
                                        .changes_at = 10min + seed * 7s,
                                        .changes_to = limit * factor};
          const PacingFigures figures = testing::pace(scenario);
          EXPECT_LE(figures.refused, one_refusal(scenario)) << factor << " " << told(scenario, figures);
          EXPECT_GE(figures.share(), 0.97) << factor << " " << told(scenario, figures);
        }
}

TEST_P(PacingModels, LeaveRoomForSomebodyElse) {
  for (const auto limiter : testing::limiter_names)
    for (const bool headers : {false, true})
      for (const auto seed : seeds) {
        const PacingScenario scenario{
            .limiter = limiter, .per_minute = 50, .seed = seed, .headers = headers, .others_per_minute = 20};
        const PacingFigures figures = testing::pace(scenario);
        const PacingFigures naive = testing::retry_on_429(scenario);
        EXPECT_LE(figures.refused, 5) << headers << told(scenario, figures);
        EXPECT_LT(10 * figures.refused, naive.refused) << headers << told(scenario, naive);
        EXPECT_GE(figures.share(), 0.3) << headers << told(scenario, figures);
      }
}

TEST_P(PacingModels, AreRefusedLessThanAClientThatTriesAndWaits) {
  for (const auto limiter : testing::limiter_names) {
    const PacingScenario scenario{.limiter = limiter, .per_minute = 50};
    EXPECT_GE(testing::retry_on_429(scenario).refused, 50) << limiter;
  }
}

INSTANTIATE_TEST_SUITE_P(InShort, PacingModels, ::testing::Values(Breadth{{10, 50}, {1}}));
INSTANTIATE_TEST_SUITE_P(InFull, PacingModels,
                         ::testing::Values(Breadth{{10, 50, 300, 1000}, {1, 2}}));  // `make prove`

}  // namespace
}  // namespace nowthen::client

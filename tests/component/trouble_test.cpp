// A sync in virtual time while faults of every kind are done to it, drawn from seeds: whatever happens,
// nothing is claimed that is not so, nobody is buried alive, and at the end what is held equals what the API
// shows.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "support/troubled_run.hpp"

namespace nowthen::testing {
namespace {

constexpr std::uint64_t seeds_in_a_case = 10;

/// The seeds of a case, or the one that the environment names.
std::pair<std::uint64_t, std::uint64_t> seeds_of(std::uint64_t number) {
  const char* const one =
      std::getenv("NOWTHEN_TROUBLE_SEED");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  if (one == nullptr) return {1 + number * seeds_in_a_case, 1 + (number + 1) * seeds_in_a_case};
  const std::uint64_t seed = std::strtoull(one, nullptr, 10);
  return {seed, seed + 1};
}

class Trouble : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Trouble, EndsWithWhatTheApiShowsAndClaimsNothingThatIsNotSo) {
  std::size_t requests = 0;
  std::size_t conversations = 0;
  int faults = 0;
  int restarts = 0;
  const auto [first, behind] = seeds_of(GetParam());
  for (std::uint64_t seed = first; seed < behind; ++seed) {
    const TroubledResult result = run_in_trouble(seed);
    for (const auto& flaw : result.flaws)
      ADD_FAILURE() << flaw << "\nagain: NOWTHEN_TROUBLE_SEED=" << seed
                    << " build/dev/tests/component_tests --gtest_filter='Seeds/Trouble.*/0'";
    EXPECT_GT(result.failed_runs, 0) << seed;
    requests += result.requests;
    conversations += result.conversations;
    restarts += result.restarts;
    for (const auto& [name, count] : result.faults) faults += count;
  }
  std::cout << fmt::format("{} seeds: {} conversations, {} requests, {} faults, {} restarts\n",
                           behind - first, conversations, requests, faults, restarts);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Trouble, ::testing::Range<std::uint64_t>(0, 5));
INSTANTIATE_TEST_SUITE_P(InFull, Trouble, ::testing::Range<std::uint64_t>(5, 105));

}  // namespace
}  // namespace nowthen::testing

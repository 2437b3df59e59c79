#include "live/backoff.hpp"

#include <gtest/gtest.h>

#include "core/seeded_random.hpp"

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;

TEST(Backoff, DoublesUpToItsCeilingAndTakesAtLeastHalfOfThat) {
  const FeedProfile profile{.first_retry = 1s, .longest_retry = 60s};
  SeededRandom random(1);
  for (const auto& [failures, ceiling] : {std::pair{0, 1s}, {1, 2s}, {5, 32s}, {6, 60s}, {1'000'000, 60s}})
    for (int i = 0; i < 100; ++i) {
      const auto wait = backoff(profile, failures, random);
      EXPECT_GE(wait, ceiling / 2) << failures;
      EXPECT_LE(wait, ceiling) << failures;
    }
}

}  // namespace
}  // namespace nowthen::live

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "support/live_run.hpp"

namespace nowthen::testing {
namespace {
using namespace std::chrono_literals;

sim::Options moving_world(std::uint64_t seed) {
  return {.seed = seed, .days = 2, .per_day = 400, .now = noon, .speed = 1, .limits = "off"};
}

/// A feed on a simulator in the same process, on virtual time.
struct FeedRun {
  SimulatedClient here;
  Platform platform;
  MemoryLiveStore store;
  SeededRandom chance{5};

  explicit FeedRun(const sim::Options& options)
      : here(options, {.contract = Contract::platform}), platform(here.client->platform().value()) {}

  live::Feed feed(net::WebSocketConnector* sockets, const live::FeedProfile& profile = {}) {
    return live::Feed(
        {.platform = &platform, .sockets = sockets, .clock = &here.clock, .random = &chance, .store = &store},
        profile, store.memory());
  }

  void run(live::Feed& feed, std::chrono::nanoseconds span) {
    const auto done = feed.run(here.clock.ticks() + span, {});
    if (!done) ADD_FAILURE() << done.error().message;
  }

  /// Legs that differ from the truth at instants spread over `time`.
  LegDifferences compare(const Interval& time, int instants, const std::set<std::string>& left_out = {}) {
    LegDifferences all;
    for (int i = 0; i < instants; ++i) {
      const auto found =
          compare_legs(*here.simulator, store, time.begin + time.length() * i / instants, left_out);
      all.missing += found.missing;
      all.wrong += found.wrong;
      if (all.first.empty()) all.first = found.first;
    }
    return all;
  }
};

TEST(Feed, KnowsTheFloorByAskingAloneOnceRecordsHaveAppeared) {
  FeedRun run(moving_world(3));
  auto feed = run.feed(nullptr);
  run.run(feed, 6h);
  const auto found = run.compare({noon + 1min, noon + 2h}, 200, untold_by_asking(*run.here.simulator, 3h));
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  std::cout << feed.status().looks << " looks, " << feed.status().requests << " requests\n";
}

}  // namespace
}  // namespace nowthen::testing

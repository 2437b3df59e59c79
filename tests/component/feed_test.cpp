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

/// Without what is said of conversations: events tell when they came, not when they were made.
LegDifferences differences(FeedRun& run, const Interval& time, int instants) {
  return run.compare(time, instants);
}

TEST(Feed, KnowsTheFloorFromEventsAsItHappens) {
  FeedRun run(moving_world(4));
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get());
  run.run(feed, 3h);
  // The first minutes are those in which what went on before had to be asked for.
  const auto found = differences(run, {noon + 10min, noon + 3h}, 300);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  EXPECT_TRUE(feed.status().lines.all_come) << feed.status().lines.why_not;
  EXPECT_GT(feed.status().events, 100);
  EXPECT_EQ(feed.status().not_understood, 0);
  EXPECT_TRUE(run.store.gaps.empty()) << run.store.gaps.begin()->second.note;
  std::cout << feed.status().events << " events, " << feed.status().looks << " looks, "
            << feed.status().requests + feed.status().lines.requests << " requests\n";
}

}  // namespace
}  // namespace nowthen::testing

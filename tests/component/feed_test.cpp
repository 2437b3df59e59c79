#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "support/cut_sockets.hpp"
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

constexpr const char* lossy_frames = R"([
  {"name": "lost", "probability": 0.02, "do": "drop_frame"},
  {"name": "twice", "probability": 0.05, "do": "double_frame"},
  {"name": "late", "probability": 0.03, "do": "delay_frame", "milliseconds": 3000},
  {"name": "out of order", "probability": 0.05, "do": "reorder_frame"}
])";

std::vector<Outage> random_outages(std::uint64_t seed, Clock::Ticks from, Clock::Ticks until, int count) {
  SeededRandom chance(seed);
  const auto step = (until - from) / count;
  std::vector<Outage> outages;
  for (int i = 0; i < count; ++i) {
    const auto begin =
        from + step * i + std::chrono::duration_cast<Clock::Ticks>(step * 0.7 * chance.uniform());
    outages.push_back(
        {begin, begin + 1s + std::chrono::duration_cast<Clock::Ticks>(step * 0.25 * chance.uniform())});
  }
  return outages;
}

TEST(Feed, HealsWhatItDidNotSeeAndListsEachGap) {
  constexpr int cuts = 200;
  auto world = moving_world(6);
  world.faults = lossy_frames;
  FeedRun run(world);
  const auto start = run.here.clock.ticks();
  const auto outages = random_outages(6, start + 10min, start + 34h, cuts);
  CutSockets sockets(run.here.simulator->web_socket_connector(), run.here.clock, outages);
  auto feed = run.feed(&sockets);
  run.run(feed, 38h);
  const auto left_out = untold_by_asking(*run.here.simulator, 2h);
  const auto found = run.compare({noon + 10min, noon + 34h}, 1'000, left_out);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  int listed = 0;
  for (const Outage& outage : outages) {
    const Instant begin = noon + std::chrono::floor<std::chrono::milliseconds>(outage.begin - start);
    const Instant end = noon + std::chrono::floor<std::chrono::milliseconds>(outage.end - start);
    const bool is_listed = std::any_of(run.store.gaps.begin(), run.store.gaps.end(), [&](const auto& each) {
      const live::Gap& gap = each.second;
      // The server's dates have no fraction: an instant may be taken for a second later.
      return gap.began_at <= begin + 1s && gap.ended_at && *gap.ended_at + 1s >= end && gap.healed_at;
    });
    listed += is_listed ? 1 : 0;
    EXPECT_TRUE(is_listed) << format_instant(begin) << " to " << format_instant(end);
    if (!is_listed)
      for (auto& [n, g] : run.store.gaps)
        if (g.began_at > begin - 10min && g.began_at < begin + 10min)
          std::cout << "  gap " << format_instant(g.began_at) << " "
                    << (g.ended_at ? format_instant(*g.ended_at) : "-") << " "
                    << (g.healed_at ? format_instant(*g.healed_at) : "-") << "\n";
  }
  EXPECT_EQ(listed, cuts);
  std::int64_t asked = 0;
  for (const auto& [number, gap] : run.store.gaps) asked += gap.requests;
  std::cout << run.store.gaps.size() << " gaps, " << feed.status().missed
            << " conversations with lost events, " << feed.status().events << " events, "
            << feed.status().looks << " looks, " << feed.status().requests + feed.status().lines.requests
            << " requests, " << asked << " while something was to be healed; " << left_out.size()
            << " conversations left out\n";
}

}  // namespace
}  // namespace nowthen::testing

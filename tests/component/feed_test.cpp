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

  void run(live::Feed& feed, std::chrono::nanoseconds span) const {
    const auto done = feed.run(here.clock.ticks() + span, {});
    if (!done) ADD_FAILURE() << done.error().message;
  }

  /// Whether one gap covers all of `outage`, and is healed.
  bool is_listed(const Interval& outage) const {
    return std::any_of(store.gaps.begin(), store.gaps.end(), [&](const auto& each) {
      const live::Gap& gap = each.second;
      // The server's dates have no fraction: an instant may be taken for a second later.
      return gap.began_at <= outage.begin + 1s && gap.ended_at && *gap.ended_at + 1s >= outage.end &&
             gap.healed_at;
    });
  }

  /// For whoever reads that a test failed.
  std::string gaps() const {
    std::string text;
    for (const auto& [number, gap] : store.gaps)
      text += fmt::format("{} {} {} to {} healed {}: {}\n", number, name_of(gap.cause),
                          format_instant(gap.began_at), gap.ended_at ? format_instant(*gap.ended_at) : "-",
                          gap.healed_at ? format_instant(*gap.healed_at) : "-", gap.note);
    return text;
  }

  /// Legs that differ from the truth at instants spread over `time`.
  LegDifferences compare(const Interval& time, int instants,
                         const std::set<std::string>& left_out = {}) const {
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

void tell(const FeedRun& run, const live::Feed& feed, std::size_t left_out) {
  std::cout << run.store.gaps.size() << " gaps, " << feed.status().missed
            << " conversations with lost events, " << feed.status().events << " events, "
            << feed.status().looks << " looks, " << feed.status().requests + feed.status().lines.requests
            << " requests; " << left_out << " conversations left out\n";
}

TEST(Feed, KnowsTheFloorFromEventsAsItHappens) {
  FeedRun run(moving_world(4));
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get());
  run.run(feed, 3h);
  // The first minutes are those in which what went on before had to be asked for.
  const auto found = run.compare({noon + 10min, noon + 3h}, 300);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  EXPECT_TRUE(feed.status().lines.all_come) << feed.status().lines.why_not;
  EXPECT_GT(feed.status().events, 100);
  EXPECT_EQ(feed.status().not_understood, 0);
  EXPECT_TRUE(run.store.gaps.empty()) << run.store.gaps.begin()->second.note;
  std::cout << feed.status().events << " events, " << feed.status().looks << " looks, "
            << feed.status().requests + feed.status().lines.requests << " requests\n";
}

TEST(Feed, KnowsTheFloorFromTheEventsOfManyChannels) {
  FeedRun run(moving_world(14));
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get(), {.topics_per_channel = 2});
  run.run(feed, 2h);
  const auto found = run.compare({noon + 10min, noon + 2h}, 200);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  EXPECT_TRUE(feed.status().lines.all_come) << feed.status().lines.why_not;
  EXPECT_GT(feed.status().lines.connected, 3U);
  EXPECT_TRUE(run.store.gaps.empty()) << run.store.gaps.begin()->second.note;
}

TEST(Feed, AsksForTheQueuesThatNoTopicIsLeftFor) {
  FeedRun run(moving_world(15));
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get(), {.topics_per_channel = 2, .most_channels = 2});
  run.run(feed, 20min);
  EXPECT_FALSE(feed.status().lines.all_come);
  EXPECT_EQ(feed.status().lines.left_over, feed.status().queues - 4);
  EXPECT_GT(feed.status().looks, 60);
  EXPECT_GT(feed.status().events, 0);
  EXPECT_FALSE(feed.status().has_gap);
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

/// How often the connection is lost, each time for up to two and a half minutes.
class FeedCutOff : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Some, FeedCutOff, ::testing::Values(20));
INSTANTIATE_TEST_SUITE_P(InFull, FeedCutOff, ::testing::Values(200));

TEST_P(FeedCutOff, HealsWhatItDidNotSeeAndListsEachGap) {
  const int cuts = GetParam();
  const auto span = cuts * 10min;
  auto world = moving_world(6);
  world.faults = lossy_frames;
  FeedRun run(world);
  const auto start = run.here.clock.ticks();
  const auto outages = random_outages(6, start + 10min, start + 10min + span, cuts);
  CutSockets sockets(run.here.simulator->web_socket_connector(), run.here.clock, outages);
  live::FeedProfile profile;
  profile.asking_takes_over = 24h;  // so that each outage is seen as what it is
  auto feed = run.feed(&sockets, profile);
  run.run(feed, span + 4h);
  const auto left_out = untold_by_asking(*run.here.simulator, 2h);
  const auto found = run.compare({noon + 10min, noon + 10min + span}, 5 * cuts, left_out);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  for (const Outage& outage : outages) {
    const Instant begin = noon + std::chrono::floor<std::chrono::milliseconds>(outage.begin - start);
    const Instant end = noon + std::chrono::floor<std::chrono::milliseconds>(outage.end - start);
    EXPECT_TRUE(run.is_listed({begin, end})) << format_instant(begin) << " to " << format_instant(end);
  }
  tell(run, feed, left_out.size());
}

TEST(Feed, NoticesThatAnEventWasLostWithoutBeingCutOff) {
  auto world = moving_world(8);
  world.faults = R"([{"name": "lost", "probability": 0.05, "do": "drop_frame"}])";
  FeedRun run(world);
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get());
  run.run(feed, 8h);
  EXPECT_GT(feed.status().missed, 0);
  ASSERT_FALSE(run.store.gaps.empty());
  EXPECT_EQ(run.store.gaps.begin()->second.cause, live::GapCause::missed);
  const auto left_out = untold_by_asking(*run.here.simulator, 2h);
  const auto found = run.compare({noon + 10min, noon + 4h}, 300, left_out);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
  tell(run, feed, left_out.size());
}

TEST(Feed, ListsTheTimeInWhichNothingOfOursRan) {
  FeedRun run(moving_world(9));
  const auto sockets = run.here.simulator->web_socket_connector();
  {
    auto feed = run.feed(sockets.get());
    run.run(feed, 1h);
  }
  run.here.clock.advance(30min);
  auto feed = run.feed(sockets.get());
  run.run(feed, 4h);
  ASSERT_EQ(run.store.gaps.size(), 1U);
  const live::Gap& gap = run.store.gaps.begin()->second;
  EXPECT_EQ(gap.cause, live::GapCause::restart);
  EXPECT_TRUE(run.is_listed({noon + 1h, noon + 90min}));
  const auto left_out = untold_by_asking(*run.here.simulator, 2h);
  const auto found = run.compare({noon + 10min, noon + 2h}, 200, left_out);
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
}

TEST(Feed, AsksWhereNotificationsAreNotPermitted) {
  auto world = moving_world(10);
  std::erase(world.permissions, "conversation:communication:view");
  FeedRun run(world);
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get());
  run.run(feed, 20min);
  EXPECT_FALSE(feed.status().lines.all_come);
  EXPECT_THAT(feed.status().lines.why_not, ::testing::HasSubstr("conversation:communication:view"));
  EXPECT_GT(feed.status().looks, 60);
}

/// Sockets that are closed by the server as soon as they are open.
class ClosingSockets final : public net::WebSocketConnector {
 public:
  int opened = 0;
  Result<std::unique_ptr<net::WebSocket>> connect(const std::string&, std::stop_token) override {
    ++opened;
    return std::unique_ptr<net::WebSocket>(std::make_unique<Closed>());
  }

 private:
  class Closed final : public net::WebSocket {
   public:
    Result<std::optional<std::string>> receive(Clock::Ticks, std::stop_token) override { return gone(); }
    Result<void> send(std::string_view, std::stop_token) override { return gone(); }

   private:
    static Error gone() {
      return {.kind = ErrorKind::transient, .message = "the server closed the connection"};
    }
  };
};

TEST(Feed, DoesNotStormAServerThatClosesEachConnection) {
  FeedRun run(moving_world(11));
  ClosingSockets sockets;
  auto feed = run.feed(&sockets);
  run.run(feed, 1h);
  EXPECT_LT(sockets.opened, 100);
  EXPECT_GT(sockets.opened, 50);
  EXPECT_EQ(run.store.gaps.begin()->second.cause, live::GapCause::disconnected);
}

/// Sockets of the run's organisation that are cut so long after now, for so long.
CutSockets cut_after(FeedRun& run, Clock::Ticks after, Clock::Ticks length) {
  const auto begin = run.here.clock.ticks() + after;
  return {run.here.simulator->web_socket_connector(), run.here.clock, {{begin, begin + length}}};
}

TEST(Feed, ListsACutOfNoLengthToo) {
  FeedRun run(moving_world(12));
  auto sockets = cut_after(run, 20min, 1ns);
  auto feed = run.feed(&sockets);
  run.run(feed, 3h);
  ASSERT_EQ(run.store.gaps.size(), 1U);
  const live::Gap& gap = run.store.gaps.begin()->second;
  EXPECT_EQ(gap.cause, live::GapCause::disconnected);
  EXPECT_TRUE(gap.ended_at && gap.healed_at);
  EXPECT_FALSE(feed.status().has_gap);
}

/// Sockets that die without a word at an instant: what is sent goes nowhere, and nothing comes. Those that
/// are opened later live.
class DyingSockets final : public net::WebSocketConnector {
 public:
  DyingSockets(std::unique_ptr<net::WebSocketConnector> inner, Clock& clock, Clock::Ticks death)
      : inner_(std::move(inner)), clock_(clock), death_(death) {}

  Result<std::unique_ptr<net::WebSocket>> connect(const std::string& uri, std::stop_token stop) override {
    auto socket = inner_->connect(uri, std::move(stop));
    if (!socket || clock_.ticks() >= death_) return socket;
    return std::unique_ptr<net::WebSocket>(std::make_unique<Dying>(*this, *std::move(socket)));
  }

  Clock::Ticks heard{0};  ///< When something came last.
  int pings = 0;          ///< Before the death.

 private:
  class Dying final : public net::WebSocket {
   public:
    Dying(DyingSockets& all, std::unique_ptr<net::WebSocket> inner) : all_(all), inner_(std::move(inner)) {}
    Result<std::optional<std::string>> receive(Clock::Ticks until, std::stop_token stop) override {
      if (all_.clock_.ticks() < all_.death_) {
        auto message = inner_->receive(std::min(until, all_.death_), stop);
        if (message && *message) all_.heard = all_.clock_.ticks();
        if (!message || *message || all_.clock_.ticks() >= until) return message;
      }
      all_.clock_.wait_until(until, stop);
      return std::optional<std::string>();
    }
    Result<void> send(std::string_view text, std::stop_token stop) override {
      if (all_.clock_.ticks() >= all_.death_) return {};
      ++all_.pings;
      return inner_->send(text, std::move(stop));
    }

   private:
    DyingSockets& all_;
    std::unique_ptr<net::WebSocket> inner_;
  };

  std::unique_ptr<net::WebSocketConnector> inner_;
  Clock& clock_;
  Clock::Ticks death_;
};

TEST(Feed, ADeadConnectionAgesFromTheLastThingHeardAndAQuietOneDoesNot) {
  FeedRun run(moving_world(14));
  const auto start = run.here.clock.ticks();
  const auto death = start + 30min;
  DyingSockets sockets(run.here.simulator->web_socket_connector(), run.here.clock, death);
  auto feed = run.feed(&sockets);
  std::chrono::milliseconds oldest_alive{0};
  int shown_dead = 0;
  std::optional<Clock::Ticks> noticed;
  feed.on_state([&](const live::FeedStatus& status, const live::Tracks&) {
    const auto now = run.here.clock.ticks();
    const auto age = run.platform.server_time() - status.seen_until;
    if (now < start + 1min || noticed) return;  // it begins; it is over
    if (now < death) oldest_alive = std::max(oldest_alive, age);
    if (now < death) return;
    ++shown_dead;
    if (status.has_gap || status.lines.connections > 1) noticed = now;
    // The server's dates have no fraction.
    if (!noticed) {
      EXPECT_GE(age + 1s, now - sockets.heard) << "as if it had been heard since";
    }
  });
  run.run(feed, 1h);
  EXPECT_LE(oldest_alive, 11s);
  EXPECT_LE(sockets.pings, 30 * 6);
  EXPECT_GT(shown_dead, 5);
  ASSERT_TRUE(noticed);
  EXPECT_LE(*noticed - sockets.heard, 21s);
  ASSERT_EQ(run.store.gaps.size(), 1U);
  EXPECT_EQ(run.store.gaps.begin()->second.cause, live::GapCause::silence);
}

/// Where events come it is looked seldom: what came since the last look was seen all the same.
TEST(Feed, AGapBeginsWhereSomethingCameLastThoughTheLastLookIsLongAgo) {
  FeedRun run(moving_world(16));
  auto sockets = cut_after(run, 4min, 4min);
  auto feed = run.feed(&sockets);
  run.run(feed, 4min - 1s);
  ASSERT_TRUE(
      run.here.simulator->set_faults(R"([{"match":{"endpoint":"platform"},"do":"status","status":503}])"));
  run.run(feed, 2min);
  ASSERT_EQ(run.store.gaps.size(), 1U) << run.gaps();
  EXPECT_GE(run.store.gaps.begin()->second.began_at, noon + 4min - 15s) << run.gaps();
}

TEST(Feed, ListsTheTimeInWhichItsCredentialsWereRefused) {
  FeedRun run(moving_world(13));
  auto feed = run.feed(nullptr);
  run.run(feed, 10min);
  ASSERT_TRUE(run.here.simulator->set_faults(R"([{"match": {"endpoint": "details_query"}, "do": 401}])"));
  const auto refused = feed.run(run.here.clock.ticks() + 1min, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unauthenticated);
  run.here.clock.advance(1h);
  ASSERT_TRUE(run.here.simulator->set_faults("[]"));
  run.run(feed, 4h);
  ASSERT_EQ(run.store.gaps.size(), 1U);
  EXPECT_EQ(run.store.gaps.begin()->second.cause, live::GapCause::unanswered);
  EXPECT_TRUE(run.is_listed({noon + 10min, noon + 70min}));
}

constexpr const char* full = "only 3 MB are free where the data lie, and 1000 MB are to stay free";

TEST(Feed, GoesOnWithoutRoomAndListsWhatItDidNotKeep) {
  FeedRun run(moving_world(17));
  const auto sockets = run.here.simulator->web_socket_connector();
  auto feed = run.feed(sockets.get());
  run.run(feed, 1h);
  const auto kept = run.store.frames.size();
  const auto events = feed.status().events;
  run.store.no_room = full;
  run.run(feed, 30min);
  EXPECT_GT(feed.status().events, events) << "what is not kept is seen all the same";
  EXPECT_TRUE(feed.status().lines.all_come);
  EXPECT_GE(feed.status().seen_until, noon + 89min);
  EXPECT_EQ(feed.status().no_room, full);
  EXPECT_GT(feed.status().not_kept, 0);
  EXPECT_EQ(run.store.frames.size(), kept);
  EXPECT_EQ(run.store.without_room, 0) << "what is concluded waits, too";
  EXPECT_LT(run.store.refused, 100) << "it is not tried again each second";
  EXPECT_LE(run.store.seen_until, noon + 1h + 1s);
  ASSERT_EQ(run.store.gaps.size(), 1U);
  const live::Gap& gap = run.store.gaps.begin()->second;
  EXPECT_EQ(gap.cause, live::GapCause::no_room);
  EXPECT_EQ(gap.note, full);
  EXPECT_FALSE(gap.ended_at);

  run.store.no_room.clear();
  run.run(feed, 4h);
  EXPECT_EQ(feed.status().no_room, "");
  EXPECT_FALSE(feed.status().has_gap);
  ASSERT_EQ(run.store.gaps.size(), 1U);
  EXPECT_TRUE(run.is_listed({noon + 1h, noon + 90min}));
  EXPECT_GE(gap.began_at, noon + 1h - 2s);
  EXPECT_LE(*gap.ended_at, noon + 92min);
  EXPECT_GT(run.store.frames.size(), kept);
  const auto found = run.compare({noon + 10min, noon + 3h}, 200, untold_by_asking(*run.here.simulator, 2h));
  EXPECT_EQ(found.missing + found.wrong, 0U)
      << found.missing << " missing, " << found.wrong << " wrong: " << found.first;
}

TEST(Feed, KnowsThatItHadNoRoomWhenItIsStartedAgain) {
  FeedRun run(moving_world(18));
  {
    auto feed = run.feed(nullptr);
    run.run(feed, 20min);
    run.store.no_room = full;
    run.run(feed, 20min);
    EXPECT_GT(feed.status().looks, 100) << "asking goes on";
    EXPECT_TRUE(feed.status().has_gap);
  }
  run.store.no_room.clear();
  run.here.clock.advance(10min);
  auto feed = run.feed(nullptr);
  run.run(feed, 3h);
  EXPECT_FALSE(feed.status().has_gap);
  // It begins when something was not kept, not when there was no room for anything.
  EXPECT_TRUE(run.is_listed({noon + 22min, noon + 50min})) << run.gaps();
  for (const auto& [number, gap] : run.store.gaps) EXPECT_TRUE(gap.healed_at) << run.gaps();
}

/// Until what the looks bring is kept, they heal nothing: not even what was over before.
TEST(Feed, HealsNothingThatItHadNoRoomFor) {
  FeedRun run(moving_world(20));
  auto sockets = cut_after(run, 20min, 2min);
  auto feed = run.feed(&sockets);
  run.run(feed, 22min);
  run.store.no_room = full;
  run.run(feed, 4h);
  ASSERT_FALSE(run.store.gaps.empty());
  EXPECT_EQ(run.store.gaps.at(1).cause, live::GapCause::disconnected);
  EXPECT_FALSE(run.store.gaps.at(1).healed_at) << run.gaps();
  run.store.no_room.clear();
  run.run(feed, 4h);
  EXPECT_TRUE(run.is_listed({noon + 20min, noon + 22min})) << run.gaps();
  for (const auto& [number, gap] : run.store.gaps) EXPECT_TRUE(gap.healed_at) << run.gaps();
  const auto found = run.compare({noon + 10min, noon + 5h}, 200, untold_by_asking(*run.here.simulator, 2h));
  EXPECT_EQ(found.missing + found.wrong, 0U) << found.first;
}

/// A line that is lost and found again while nothing is kept makes no room.
TEST(Feed, ListsACutWhileThereIsNoRoomApart) {
  FeedRun run(moving_world(19));
  auto sockets = cut_after(run, 20min, 2min);
  auto feed = run.feed(&sockets);
  run.run(feed, 10min);
  run.store.no_room = full;
  run.run(feed, 20min);
  ASSERT_GE(run.store.gaps.size(), 2U) << run.gaps();
  EXPECT_FALSE(run.store.gaps.at(1).ended_at);
  EXPECT_EQ(run.store.gaps.at(2).cause, live::GapCause::disconnected);
  EXPECT_TRUE(run.store.gaps.at(2).ended_at);
  run.store.no_room.clear();
  run.run(feed, 4h);
  EXPECT_TRUE(run.is_listed({noon + 10min, noon + 30min}));
  EXPECT_TRUE(run.is_listed({noon + 20min, noon + 22min}));
}

}  // namespace
}  // namespace nowthen::testing

// A daemon's sync where something is amiss for a while.
#include "serve/sync_loop.hpp"

#include <gtest/gtest.h>

#include "support/synced_data.hpp"

namespace nowthen::testing {
namespace {

using namespace std::chrono_literals;

/// A data set on a disk of which a hundred million bytes are to stay free, and its sync.
struct Daemon {
  std::uint64_t free_bytes = 1'000'000'000;
  std::uint64_t filled_at_a_time = 0;  ///< By others, each time that somebody asks.
  SimulatedClient client{small_organisation(1), {.contract = Contract::platform}};
  KeptData kept;
  extract::DataSet data =
      kept.open_with({.floor = {.min_free_bytes = 100'000'000, .space = [this](const auto&) {
                                  free_bytes -= filled_at_a_time;
                                  return extract::DiskSpace{free_bytes, 2'000'000'000};
                                }}});
  extract::PlanProfile profile;
  extract::Planner planner{profile, extract::day_of(first_day)};
  serve::Noticeboard board{first_day};
  std::vector<std::string> told;

  /// Each minute's run until then.
  Result<void> run_until(Instant end) {
    const auto platform = client.client->platform().value();
    std::stop_source stop;
    client.clock.set_alarm(end, [&stop] { stop.request_stop(); });
    return serve::run_sync(
        {.platform = &platform,
         .planner = &planner,
         .with_data = [this](const auto& work) { return work(data); },
         .clock = &client.clock,
         .run_id = 1},
        board, [this](const Error& error) { told.push_back(error.message); }, stop.get_token());
  }
};

TEST(SyncLoop, WaitsForRoomAndTellsOnceThatThereIsNone) {
  Daemon daemon;
  daemon.client.simulator->extend_to(first_day + 40h);
  daemon.client.clock.advance(30h);
  const Instant start = daemon.client.clock.now();
  daemon.free_bytes = 99'000'000;
  daemon.filled_at_a_time = 1'000'000;
  const auto end = daemon.run_until(start + 10min);
  ASSERT_TRUE(end) << end.error().message;
  EXPECT_FALSE(daemon.board.read().sync.trouble.empty());
  ASSERT_EQ(daemon.told.size(), 1U) << "how much room there is is no news";
  EXPECT_EQ(daemon.told[0].rfind("history is not fetched: ", 0), 0U) << daemon.told[0];
  EXPECT_GT(daemon.board.read().sync.failures, 5);
  daemon.filled_at_a_time = 0;
  daemon.free_bytes = 1'000'000'000;
  ASSERT_TRUE(daemon.run_until(start + 1h));
  EXPECT_EQ(daemon.board.read().sync.trouble, "");
  EXPECT_GT(daemon.board.read().sync.records, 0);
}

}  // namespace
}  // namespace nowthen::testing

// A long past that changes while it is read: minutes go by with each page, records appear, move, are
// corrected and vanish. At the end what is held equals what the API shows.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>
#include <optional>

#include "extract/sync/sync_runner.hpp"
#include "genesys/platform/record_digest.hpp"
#include "simulator/world/extraction_world.hpp"
#include "simulator/world/record_truth.hpp"
#include "support/plan_store.hpp"
#include "support/simulated_client.hpp"

namespace nowthen::testing {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// From winter to winter, over both changes of the clocks.
constexpr Instant first_day{std::chrono::sys_days(std::chrono::year(2026) / 2 / 1)};
constexpr days arriving{400};
constexpr days whole_run{418};

sim::Options drifting_organisation(int per_day) {
  sim::Options options{.seed = 1, .days = 1, .per_day = per_day, .now = first_day, .limits = "off"};
  options.contract = sim::Contract::platform;
  options.world = sim::extraction_world();
  options.world.quiet_hours = true;
  options.world.arriving_days = static_cast<int>(arriving.count());
  options.world.threads.week_long = 0;
  auto& seen = options.world.visibility;
  seen.late.share = 5'000;
  seen.corrections = {.share = 30'000, .after = {minutes(5), hours(90)}, .in_the_night = false};
  seen.deletions = {
      .share = 300, .after = {hours(1), hours(144)}, .since_start = true, .seen_for_at_least = minutes(1)};
  options.jobs.lag = hours(6);
  return options;
}

class Drift : public ::testing::TestWithParam<int> {
 protected:
  Drift()
      : client_(drifting_organisation(GetParam()), {.contract = Contract::platform}),
        platform_(client_.client->platform().value()) {
    client_.simulator->extend_to(first_day + whole_run);
    for (auto& record : client_.simulator->records())
      if (record.start >= first_day) truth_.emplace(record.id, std::move(record));
  }

  void sync() {
    extract::PlanProfile profile;
    profile.job_page_size = 200;
    std::optional<extract::Planner> planner;
    int run = 0;
    for (Instant at = first_day + hours(12); at < first_day + whole_run; at += hours(12), ++run) {
      if (run % 20 == 0) {
        planner.emplace(profile, extract::day_of(first_day));
        store_.restore(*planner);
      }
      if (at > client_.simulator->now()) client_.clock.advance(at - client_.simulator->now());
      extract::SyncRunner runner(platform_, *planner, store_);
      const auto pass = [this](const extract::SyncProgress&) { client_.clock.advance(minutes(3)); };
      const auto report = runner.run({.on_progress = pass}, {});
      ASSERT_TRUE(report) << report.error().message;
    }
  }

  /// How many changed after they had first been read.
  std::size_t changed() const {
    std::size_t count = 0;
    for (const auto& [id, record] : truth_) {
      const auto held = store_.held.find(id);
      if (held == store_.held.end()) continue;
      const Instant read = held->second.first_seen;
      const auto happened_after = [&](Instant at) { return at != sim::never && at > read; };
      count += happened_after(record.closed_at) || happened_after(record.finished_at) ||
               happened_after(record.corrected_at) || happened_after(record.deleted_at);
    }
    return count;
  }

  static std::string digest(const std::string& json) {
    return genesys::platform::hex_of(genesys::platform::CanonicalRecord().digest(json).value().content);
  }

  void expect_the_truth() {
    IdsQuery ids;
    for (const auto& [id, record] : truth_) ids.ids.emplace_back(id);
    std::size_t shown = 0;
    for (const auto& record : platform_.conversations_by_id(ids).value().records) {
      ++shown;
      const std::string id = record.detail.conversation_id.str();
      const auto held = store_.held.find(id);
      ASSERT_TRUE(held != store_.held.end() && held->second.seen) << id << " is not held";
      EXPECT_EQ(digest(held->second.json), digest(record.json)) << id;
    }
    std::size_t held = 0;
    for (const auto& [id, each] : store_.held) held += each.seen && each.seen->start >= first_day;
    EXPECT_EQ(held, shown);
  }

  SimulatedClient client_;
  Platform platform_;
  PlanStore store_;
  std::map<std::string, sim::RecordTruth> truth_;
};

TEST_P(Drift, OfALongPastLeavesNothingLackingAndNothingOld) {
  sync();
  expect_the_truth();
  EXPECT_GT(changed() * 10, truth_.size() * 3) << "of ten three change while they are read";
  std::size_t proven = 0;
  for (const auto& [day, window] : store_.windows) proven += window.state == "re_verified";
  EXPECT_GE(proven, std::size_t(arriving.count()));
  std::cout << fmt::format("{} conversations, {} changed after they were read, {} days proven, {} requests\n",
                           truth_.size(), changed(), proven, client_.simulator->requests().size());
}

INSTANTIATE_TEST_SUITE_P(Small, Drift, ::testing::Values(5));
INSTANTIATE_TEST_SUITE_P(InFull, Drift, ::testing::Values(252));

}  // namespace
}  // namespace nowthen::testing

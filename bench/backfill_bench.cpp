// How long a back-fill takes against what the quota allows, in virtual time: a simulated organisation with
// the platform's limits in this process, the plan and the runner of `nowthen sync`, and a store that only
// counts.
//
//   backfill_bench [CONVERSATIONS]
#include <fmt/core.h>

#include <chrono>
#include <cstdlib>
#include <set>
#include <string>

#include "extract/sync/sync_runner.hpp"
#include "support/simulated_client.hpp"

namespace {

using namespace nowthen;
using Seconds = std::chrono::duration<double>;

constexpr int days = 16;
constexpr std::chrono::seconds between_looks{1};
constexpr double per_minute = 300;  // the platform's limit for one token

class CountingStore final : public extract::SyncStore {
 public:
  Result<extract::KeptPage> keep(extract::FetchedPage page) override {
    records += page.records.size();
    return extract::KeptPage{.hash = std::string(64, '0')};
  }
  Result<void> conclude(const extract::LedgerEntry& entry) override {
    for (const auto& window : entry.windows)
      if (!window.proof.empty()) proven.insert(window.interval.begin);
    return {};
  }
  Result<void> keep_names(const extract::NamesPage&) override { return {}; }
  bool is_erased(const std::string&) override { return false; }
  Result<void> commit(const std::stop_token&) override { return {}; }

  std::size_t records = 0;
  std::set<Instant> proven;  ///< Days that were concluded to be complete.
};

sim::Options organisation(int conversations, std::chrono::seconds job) {
  sim::Options options{.seed = 1,
                       .days = days,
                       .per_day = conversations / days,
                       .now = Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 1)),
                       .limits = "default"};
  options.contract = sim::Contract::platform;
  options.jobs.lag = std::chrono::hours(0);
  options.jobs.queued = std::chrono::milliseconds(0);
  options.jobs.pending = job;
  return options;
}

void measure(int conversations, std::chrono::seconds job) {
  testing::SimulatedClient api(organisation(conversations, job), {.contract = Contract::platform});
  const Instant now = api.simulator->now();
  extract::PlanProfile profile;
  profile.job_wait = between_looks;
  extract::Planner planner(profile, extract::day_of(now) - std::chrono::days(days));
  CountingStore store;
  const auto platform = api.client->platform().value();
  extract::SyncRunner runner(platform, planner, store);
  for (;;) {
    const auto report = runner.run({}, {});
    if (!report) {
      fmt::print(stderr, "backfill_bench: {}\n", report.error().message);
      std::exit(1);
    }
    if (!report->waits_for_job) break;
    api.clock.advance(between_looks);  // as the command does
  }
  if (store.proven.size() != days) {
    fmt::print(stderr, "backfill_bench: {} of {} days are proven\n", store.proven.size(), days);
    std::exit(1);
  }
  const double wall = Seconds(api.simulator->now() - now).count();
  std::size_t refused = 0;
  const auto requests = api.simulator->requests();
  for (const auto& request : requests) refused += request.status == 429 ? 1 : 0;
  const double quota = static_cast<double>(requests.size()) / per_minute * 60;
  fmt::print("{:>14} {:>14} {:>9} {:>9.0f} {:>9.0f} {:>7.2f} {:>5}   aim at most 1.03: {}\n", store.records,
             job.count(), requests.size(), wall, quota, wall / quota, refused,
             wall / quota <= 1.03 ? "met" : "MISSED");
}

}  // namespace

int main(int argc, char** argv) {
  const int conversations = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  fmt::print("A back-fill of {} days by `sync`, in virtual time, 300 requests a minute.\n", days);
  fmt::print("{:>14} {:>14} {:>9} {:>9} {:>9} {:>7} {:>5}\n", "conversations", "a job takes s", "requests",
             "wall s", "quota s", "ratio", "429");
  for (const int seconds : {0, 2, 60}) measure(conversations, std::chrono::seconds(seconds));
}

// What an extraction keeps, how fresh, and for how many requests: in virtual time, against the simulator's
// truth.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/extraction_run.hpp"

namespace {

using nowthen::testing::ExtractionPlan;
using nowthen::testing::ExtractionResult;

struct Sum {
  int seeds = 0;
  double requests = 0;
  double most_requests = 0;
  nowthen::testing::Lacking mean;
  nowthen::testing::Lacking end;
  std::size_t trouble = 0;
  std::size_t false_claims = 0;
  std::map<std::string, double> by_endpoint;

  void add(const ExtractionResult& result) {
    ++seeds;
    requests += static_cast<double>(result.requests);
    most_requests = std::max(most_requests, static_cast<double>(result.requests));
    mean.conversations += result.mean.conversations;
    mean.ends += result.mean.ends;
    mean.wrapups += result.mean.wrapups;
    end.conversations += result.at_the_end.conversations;
    end.ends += result.at_the_end.ends;
    end.wrapups += result.at_the_end.wrapups;
    end.corrections += result.at_the_end.corrections;
    end.deletions += result.at_the_end.deletions;
    trouble += result.trouble.size();
    false_claims += result.false_claims;
    for (const auto& [name, count] : result.by_endpoint) by_endpoint[name] += count;
  }

  void print(const std::string& name) const {
    fmt::print(
        "{:<34} {:>5} {:>9.1f} {:>6.0f}   {:>6.2f} {:>6.1f} {:>6.1f}   {:>4.0f} {:>4.0f} {:>4.0f} {:>4.0f} "
        "{:>4.0f} {:>5}  {}\n",
        name, seeds, requests / seeds, most_requests, mean.conversations / seeds, mean.ends / seeds,
        mean.wrapups / seeds, end.conversations, end.ends, end.wrapups, end.corrections, end.deletions,
        false_claims, trouble == 0 ? "" : fmt::format("{} runs failed", trouble));
    std::fflush(stdout);
  }
};

using Run = std::function<ExtractionResult(const ExtractionPlan&)>;
using Change = std::function<void(ExtractionPlan&)>;

/// One line of the table: worlds that differ by their seeds alone.
struct Row {
  std::string name;
  int seeds = 0;
  Change change;
  Run run = nowthen::testing::run_extraction;
};

/// A world is alone in its time: as many are run at once as there are cores.
Sum sum_of(const Row& row) {
  Sum sum;
  std::mutex mutex;
  std::atomic<int> next{1};
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
    threads.emplace_back([&] {
      for (int seed = next++; seed <= row.seeds; seed = next++) {
        ExtractionPlan plan = nowthen::testing::extraction_plan(static_cast<std::uint64_t>(seed));
        row.change(plan);
        const ExtractionResult result = row.run(plan);
        const std::lock_guard lock(mutex);
        sum.add(result);
      }
    });
  threads.clear();
  return sum;
}

void measure(const Row& row) {
  const Sum sum = sum_of(row);
  sum.print(row.name);
  if (std::getenv("NOWTHEN_QUALITY_DETAIL") != nullptr)
    for (const auto& [endpoint, count] : sum.by_endpoint)
      fmt::print("    {:<30} {:.1f}\n", endpoint, count / row.seeds);
}

std::vector<Row> rows_of(int seeds) {
  using std::chrono::hours;
  const int few = std::max(1, seeds / 20);
  const auto as_it_is = [](ExtractionPlan&) {};
  std::vector<Row> rows{
      {"start day", seeds, as_it_is},
      {"overlap", seeds,
       [](ExtractionPlan& plan) {
         plan.world.interval_semantics = nowthen::sim::IntervalSemantics::overlap;
       }},
      {"job pages of 10,000", seeds, [](ExtractionPlan& plan) { plan.profile.job_page_size = 10'000; }},
      {"start day, in DuckDB", few, as_it_is, nowthen::testing::run_extraction_on_disk},
      {"job pages of 100", few, [](ExtractionPlan& plan) { plan.profile.job_page_size = 100; }},
      {"no quiet hours", few, [](ExtractionPlan& plan) { plan.world.world.quiet_hours = false; }},
      {"jobs take an hour", few, [](ExtractionPlan& plan) { plan.world.jobs.pending = hours(1); }},
      {"availability two days behind", few, [](ExtractionPlan& plan) { plan.world.jobs.lag = hours(48); }},
      {"corrections after ten days", few, [](ExtractionPlan& plan) {
         plan.world.world.visibility.corrections.after = {hours(240), hours(264)};
         plan.profile.horizon = hours(12 * 24);
         plan.runs = 27 * 24;
       }}};
  for (const double price : {25.0, 50.0, 200.0, 400.0})
    rows.push_back({fmt::format("price of a request {:.0f}", price), few,
                    [price](ExtractionPlan& plan) { plan.profile.price = price; }});
  rows.push_back({"peer: yesterday at 01:00", few, as_it_is, nowthen::testing::run_yesterday_loop});
  rows.push_back({"peer: hourly, two days back", few, as_it_is, nowthen::testing::run_lookback_loop});
  return rows;
}

}  // namespace

// extraction_quality [SEEDS [ROW]...]: of the rows those that are named by a part of their name; all if none
// is.
int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const int seeds = arguments.empty() ? 200 : std::atoi(argv[1]);
  if (seeds < 1) {
    fmt::print(stderr, "usage: extraction_quality [SEEDS [ROW]...]\n");
    return 2;
  }
  const auto is_wanted = [&](const Row& row) {
    return arguments.size() < 2 ||
           std::any_of(arguments.begin() + 1, arguments.end(),
                       [&](std::string_view part) { return row.name.find(part) != std::string::npos; });
  };
  fmt::print("{:<34} {:>5} {:>9} {:>6}   {:>20}   {:>24} {:>5}\n", "", "seeds", "requests", "most",
             "lacking, on average:", "lacking at the end, in all:", "false");
  fmt::print("{:<34} {:>5} {:>9} {:>6}   {:>6} {:>6} {:>6}   {:>4} {:>4} {:>4} {:>4} {:>4}   {:>5}\n", "", "",
             "", "", "conv.", "ends", "wrap", "conv", "end", "wrap", "corr", "del", "claim");
  std::fflush(stdout);
  auto rows = rows_of(seeds);
  std::erase_if(rows, [&](const Row& row) { return !is_wanted(row); });
  if (rows.empty()) {
    fmt::print(stderr, "extraction_quality: no row has such a name\n");
    return 2;
  }
  for (const Row& row : rows) measure(row);
}

// What an extraction keeps, how fresh, and for how many requests: in virtual time, against the simulator's
// truth.
#include <fmt/format.h>

#include <cstdlib>
#include <functional>
#include <string>
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

void measure(const std::string& name, int seeds, const Change& change,
             const Run& run = nowthen::testing::run_extraction) {
  Sum sum;
  for (int seed = 1; seed <= seeds; ++seed) {
    ExtractionPlan plan = nowthen::testing::extraction_plan(static_cast<std::uint64_t>(seed));
    change(plan);
    sum.add(run(plan));
  }
  sum.print(name);
  if (std::getenv("NOWTHEN_QUALITY_DETAIL") != nullptr)
    for (const auto& [endpoint, count] : sum.by_endpoint)
      fmt::print("    {:<30} {:.1f}\n", endpoint, count / seeds);
}

}  // namespace

int main(int argc, char** argv) {
  const int seeds = argc > 1 ? std::atoi(argv[1]) : 200;
  const int few = std::max(1, seeds / 20);
  const auto as_it_is = [](ExtractionPlan&) {};
  const auto long_pages = [](ExtractionPlan& plan) { plan.profile.job_page_size = 10'000; };
  fmt::print("{:<34} {:>5} {:>9} {:>6}   {:>20}   {:>24} {:>5}\n", "", "seeds", "requests", "most",
             "lacking, on average:", "lacking at the end, in all:", "false");
  fmt::print("{:<34} {:>5} {:>9} {:>6}   {:>6} {:>6} {:>6}   {:>4} {:>4} {:>4} {:>4} {:>4}   {:>5}\n", "", "",
             "", "", "conv.", "ends", "wrap", "conv", "end", "wrap", "corr", "del", "claim");
  measure("start day", seeds, as_it_is);
  measure("overlap", seeds, [](ExtractionPlan& plan) {
    plan.world.interval_semantics = nowthen::sim::IntervalSemantics::overlap;
  });
  measure("job pages of 10,000", seeds, long_pages);
  measure("start day, in DuckDB", few, as_it_is, nowthen::testing::run_extraction_on_disk);
  measure("job pages of 100", few, [](ExtractionPlan& plan) { plan.profile.job_page_size = 100; });
  measure("no quiet hours", few, [](ExtractionPlan& plan) { plan.world.world.quiet_hours = false; });
  measure("jobs take an hour", few,
          [](ExtractionPlan& plan) { plan.world.jobs.pending = std::chrono::hours(1); });
  measure("availability two days behind", few,
          [](ExtractionPlan& plan) { plan.world.jobs.lag = std::chrono::hours(48); });
  measure("corrections after ten days", few, [](ExtractionPlan& plan) {
    plan.world.world.visibility.corrections.after = {std::chrono::hours(240), std::chrono::hours(264)};
    plan.profile.horizon = std::chrono::hours(12 * 24);
    plan.runs = 27 * 24;
  });
  for (const double price : {25.0, 50.0, 200.0, 400.0})
    measure(fmt::format("price of a request {:.0f}", price), few,
            [price](ExtractionPlan& plan) { plan.profile.price = price; });
  measure("peer: yesterday at 01:00", few, as_it_is, nowthen::testing::run_yesterday_loop);
  measure("peer: hourly, two days back", few, as_it_is, nowthen::testing::run_lookback_loop);
}

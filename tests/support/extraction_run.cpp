#include "support/extraction_run.hpp"

#include "simulator/world/extraction_world.hpp"
#include "support/extraction_organisation.hpp"

namespace nowthen::testing {
namespace {

using extract::FetchedPage;
using extract::LedgerEntry;
using std::chrono::hours;

std::string_view id_in(std::string_view record) {
  constexpr std::string_view name = "\"conversationId\":\"";
  const auto found = record.find(name);
  if (found == std::string_view::npos) return record;  // a tombstone is the id itself
  const auto begin = found + name.size();
  return record.substr(begin, record.find('"', begin) - begin);
}

class MemoryStore final : public extract::SyncStore {
 public:
  Result<extract::KeptPage> keep(FetchedPage page) override {
    const bool are_gone = page.header.kind == archive::PageKind::tombstone;
    for (const std::string& record : page.records)
      latest.take(std::string(id_in(record)), *page.header.as_of, are_gone);
    return extract::KeptPage{.hash = std::string(64, '0')};
  }
  Result<void> conclude(const LedgerEntry& entry) override {
    for (const auto& reading : entry.readings) claims.take(reading);
    for (const auto& window : entry.windows) claims.take(window);
    return {};
  }
  Result<void> keep_names(const extract::NamesPage&) override { return {}; }
  bool is_erased(const std::string&) override { return false; }
  Result<void> commit(const std::stop_token&) override { return {}; }

  LatestReadings latest;
  LedgerClaims claims;
};

}  // namespace

ExtractionPlan extraction_plan(std::uint64_t seed) {
  ExtractionPlan plan;
  plan.world.seed = seed;
  plan.world.days = 1;
  plan.world.per_day = 1'500;
  plan.world.now = first_day;
  plan.world.limits = "off";
  plan.world.contract = sim::Contract::platform;
  plan.world.world = sim::extraction_world();
  plan.world.world.quiet_hours = true;
  plan.world.world.arriving_days = 9;  // the first one is over before the first run, and not asked for
  plan.world.jobs.lag = hours(6);
  return plan;
}

ExtractionResult run_extraction(const ExtractionPlan& plan) {
  ExtractionOrganisation organisation(plan);
  MemoryStore store;
  extract::Planner planner(plan.profile, extract::day_of(first_day));
  const auto platform = organisation.client.client->platform().value();
  extract::SyncRunner runner(platform, planner, store);
  ExtractionResult result;
  for (int run = 1; run <= plan.runs; ++run) {
    const Instant began = organisation.begin(run);
    const auto report = runner.run({}, {});
    if (!report) result.trouble.push_back(std::to_string(run) + ": " + report.error().message);
    organisation.note(result, store.latest, store.claims, began);
  }
  organisation.finish(result, store.latest);
  return result;
}

namespace {

/// Reads, whenever `interval_at` gives one, all of an interval by page numbers, as scripts do.
ExtractionResult run_loop(const ExtractionPlan& plan,
                          const std::function<std::optional<Interval>(int run, Instant now)>& interval_at) {
  ExtractionOrganisation organisation(plan);
  MemoryStore store;
  const auto platform = organisation.client.client->platform().value();
  ExtractionResult result;
  for (int run = 1; run <= plan.runs; ++run) {
    const Instant began = organisation.begin(run);
    if (const auto interval = interval_at(run, began)) {
      for (int number = 1;; ++number) {
        const auto page = platform.details({.interval = *interval, .page_number = number});
        if (!page || page->records.empty()) break;
        FetchedPage kept{.header = {.as_of = page->replied_at}, .records = {}};
        for (const auto& record : page->records) kept.records.push_back(record.json);
        (void)store.keep(std::move(kept));
      }
    }
    organisation.note(result, store.latest, store.claims, began);
  }
  organisation.finish(result, store.latest);
  return result;
}

}  // namespace

ExtractionResult run_yesterday_loop(const ExtractionPlan& plan) {
  return run_loop(plan, [](int run, Instant now) -> std::optional<Interval> {
    if (run % 24 != 1) return std::nullopt;
    return extract::whole(extract::day_of(now) - std::chrono::days(1));
  });
}

ExtractionResult run_lookback_loop(const ExtractionPlan& plan) {
  return run_loop(plan, [](int, Instant now) { return std::optional(Interval{now - hours(48), now}); });
}

}  // namespace nowthen::testing

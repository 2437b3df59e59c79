#include "support/extraction_run.hpp"

#include <algorithm>

#include "simulator/world/extraction_world.hpp"

namespace nowthen::testing {
namespace {

using extract::FetchedPage;
using extract::LedgerEntry;
using sim::RecordTruth;
using std::chrono::hours;

constexpr Instant first_day{std::chrono::sys_days(std::chrono::year(2026) / 11 / 2)};

/// As far as the form of a record goes: what of it is there.
enum class Form { none, open, closed, finished, corrected };

Form form_at(const RecordTruth& record, Instant at) {
  if (at < record.shown_at || at >= record.deleted_at) return Form::none;
  if (at < record.closed_at) return Form::open;
  if (at < record.finished_at) return Form::closed;
  return at < record.corrected_at ? Form::finished : Form::corrected;
}

std::string_view id_in(std::string_view record) {
  constexpr std::string_view name = "\"conversationId\":\"";
  const auto found = record.find(name);
  if (found == std::string_view::npos) return record;  // a tombstone is the id itself
  const auto begin = found + name.size();
  return record.substr(begin, record.find('"', begin) - begin);
}

/// Remembers of each conversation when it was read last: what the record said then is the world's to know.
class MemoryStore final : public extract::SyncStore {
 public:
  Result<extract::KeptPage> keep(const FetchedPage& page) override {
    const bool are_gone = page.header.kind == archive::PageKind::tombstone;
    for (const std::string& record : page.records) {
      Kept& kept = kept_[std::string(id_in(record))];
      if (*page.header.as_of < kept.as_of) continue;
      kept = {.as_of = *page.header.as_of, .is_gone = are_gone};
    }
    return extract::KeptPage{.hash = std::string(64, '0')};
  }
  Result<void> conclude(const LedgerEntry& entry) override {
    for (const auto& window : entry.windows) windows[window.interval.begin] = window;
    return {};
  }
  Result<void> keep_names(const extract::NamesPage&) override { return {}; }
  bool is_erased(const std::string&) override { return false; }
  Result<void> commit() override { return {}; }

  struct Kept {
    Instant as_of{};
    bool is_gone = false;
  };
  Form form_of(const RecordTruth& record) const {
    const auto found = kept_.find(record.id);
    if (found == kept_.end() || found->second.is_gone) return Form::none;
    // A reply's date has whole seconds.
    return std::max(Form::open, form_at(record, std::max(found->second.as_of, record.shown_at)));
  }

  std::map<Instant, extract::LedgerWindow> windows;

 private:
  std::unordered_map<std::string, Kept> kept_;
};

/// What the store lacks of what was shown at `at`, as the world is `now`.
Lacking lacking(const MemoryStore& store, const std::vector<RecordTruth>& records, Instant at, Instant now) {
  Lacking lacks;
  for (const RecordTruth& record : records) {
    const Form form = store.form_of(record);
    if (now >= record.deleted_at) {
      lacks.deletions += at >= record.deleted_at && form != Form::none;
      continue;
    }
    const Form shown = form_at(record, at);
    if (shown == Form::none) continue;
    lacks.conversations += form == Form::none;
    lacks.ends += form == Form::open && shown > Form::open;
    lacks.wrapups += form == Form::closed && shown > Form::closed;
    lacks.corrections += form == Form::finished && shown > Form::finished;
  }
  return lacks;
}

/// A simulator, a client of it and a clock, for one extraction.
struct Organisation {
  explicit Organisation(const ExtractionPlan& given) : plan(given), client(in_process(given)) {
    client.simulator->extend_to(first_day + hours(given.runs));
    records = client.simulator->records();
    std::erase_if(records, [](const RecordTruth& record) { return record.start < first_day; });
  }

  static SimulatedClient in_process(const ExtractionPlan& given) {
    return SimulatedClient(given.world, {.contract = Contract::platform});
  }

  /// Lets time pass until a run begins.
  Instant begin(int run) {
    const Instant at = first_day + hours(run);
    if (at > client.simulator->now()) client.clock.advance(at - client.simulator->now());
    if (plan.before_run) plan.before_run(*client.simulator, run);
    return at;
  }

  void note(ExtractionResult& result, const MemoryStore& store, Instant run_began) {
    const Lacking now = lacking(store, records, run_began - plan.profile.freshness, client.simulator->now());
    result.mean.conversations += now.conversations / plan.runs;
    result.mean.ends += now.ends / plan.runs;
    result.mean.wrapups += now.wrapups / plan.runs;
    result.mean.corrections += now.corrections / plan.runs;
    result.mean.deletions += now.deletions / plan.runs;
  }

  void finish(ExtractionResult& result, const MemoryStore& store) {
    // What was shown within the last day may be in no store yet that jobs read.
    const Instant end = client.simulator->now();
    result.at_the_end = lacking(store, records, end - hours(31), end);
    result.conversations = records.size();
    for (const auto& request : client.simulator->requests()) {
      ++result.requests;
      auto path = request.target.substr(0, request.target.find('?'));
      ++result.by_endpoint[path.find("/jobs/") != std::string::npos
                               ? (path.ends_with("results")        ? "job results"
                                  : path.ends_with("availability") ? "availability"
                                                                   : "job")
                               : path.substr(path.rfind('/') + 1)];
    }
  }

  const ExtractionPlan& plan;
  SimulatedClient client;
  std::vector<RecordTruth> records;
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
  Organisation organisation(plan);
  MemoryStore store;
  extract::Planner planner(plan.profile, extract::day_of(first_day));
  const auto platform = organisation.client.client->platform().value();
  extract::SyncRunner runner(platform, planner, store);
  ExtractionResult result;
  for (int run = 1; run <= plan.runs; ++run) {
    const Instant began = organisation.begin(run);
    const auto report = runner.run({}, {});
    if (!report) result.trouble.push_back(std::to_string(run) + ": " + report.error().message);
    organisation.note(result, store, began);
  }
  organisation.finish(result, store);
  return result;
}

namespace {

/// Reads, whenever `interval_at` gives one, all of an interval by page numbers, as scripts do.
ExtractionResult run_loop(const ExtractionPlan& plan,
                          const std::function<std::optional<Interval>(int run, Instant now)>& interval_at) {
  Organisation organisation(plan);
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
        (void)store.keep(kept);
      }
    }
    organisation.note(result, store, began);
  }
  organisation.finish(result, store);
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

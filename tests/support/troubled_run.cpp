#include "support/troubled_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "core/seeded_random.hpp"
#include "extract/sync/sync_runner.hpp"
#include "genesys/platform/record_digest.hpp"
#include "simulator/world/extraction_world.hpp"
#include "simulator/world/record_truth.hpp"
#include "support/plan_store.hpp"
#include "support/simulated_client.hpp"

namespace nowthen::testing {
namespace {

using extract::WindowState;
using std::chrono::hours;
using std::chrono::minutes;

constexpr hours troubled(8 * 24);
constexpr hours whole_run(18 * 24);

sim::Options organisation(std::uint64_t seed) {
  sim::Options options{.seed = seed, .days = 1, .per_day = 120, .now = first_day, .limits = "off"};
  options.contract = sim::Contract::platform;
  options.world = sim::extraction_world();
  options.world.quiet_hours = true;
  options.world.arriving_days = 4;  // the first one is over before the first run, and not asked for
  options.world.threads.week_long = 0;
  options.world.visibility.late.share = 5'000;
  options.world.visibility.days_late.share = 500;
  options.world.visibility.corrections.share = 5'000;
  options.world.visibility.deletions.share = 1'000;
  options.jobs.lag = hours(6);
  options.jobs.queued = minutes(2);
  return options;
}

/// Draws rules of a fault script.
class Trouble {
 public:
  explicit Trouble(Random& random) : random_(random) {}

  /// A script of up to three rules.
  std::string script() {
    std::string rules;
    const std::uint64_t count = 1 + below(5);
    for (std::uint64_t i = 0; i < count; ++i) rules += (rules.empty() ? "" : ",") + rule();
    return fmt::format(R"({{"seed":{},"rules":[{}]}})", below(1'000'000), rules);
  }

  std::uint64_t below(std::uint64_t bound) { return random_.next() % bound; }

 private:
  template <std::size_t count>
  const char* one_of(const std::array<const char*, count>& texts) {
    return texts.at(below(count));
  }

  std::string rule() {
    static constexpr std::array anywhere{
        R"("do":"throttle","retry_after":3)",
        R"("do":"throttle","retry_after":90)",
        R"("do":"throttle","form":"rubbish")",
        R"("do":"status","status":500)",
        R"("do":"status","status":502,"html":true)",
        R"("do":"status","status":503,"retry_after":20,"form":"seconds")",
        R"("do":"status","status":504)",
        R"("do":"status","status":408)",
        R"("do":"close")",
        R"("do":"reset_in_head")",
        R"("do":"reset_in_body")",
        R"("do":"truncate_body","after_bytes":200)",
        R"("do":"half_of_body")",
        R"("do":"not_json")",
        R"("do":"empty_body")",
        R"("do":"expire_token")",
        R"("do":"delay","milliseconds":30000)",
    };
    static constexpr std::array places{"platform",    "details_query", "details_by_ids",
                                       "job_results", "job",           "jobs"};
    static constexpr std::array elsewhere{
        R"("match":{"endpoint":"details_query"},"do":"repeat_page")",
        R"("match":{"endpoint":"details_query"},"do":"move_records","by":-3)",
        R"("match":{"endpoint":"details_query"},"do":"move_records","by":2)",
        R"("match":{"endpoint":"details_query"},"do":"move_total","by":4)",
        R"("match":{"endpoint":"details_query"},"do":"empty_page")",
        R"("match":{"endpoint":"job_results"},"do":"repeat_page")",
        R"("match":{"endpoint":"job_results"},"do":"repeat_cursor")",
        R"("match":{"endpoint":"job_results"},"do":"cursor_cycle")",
        R"("match":{"endpoint":"job_results"},"do":"empty_page")",
        R"("match":{"endpoint":"job_results"},"do":"expire_cursor")",
        R"("match":{"endpoint":"job_results"},"do":"expire_job")",
        R"("match":{"endpoint":"jobs"},"do":"fail_job")",
        R"("match":{"endpoint":"jobs"},"do":"stick_job")",
        R"("match":{"endpoint":"job"},"do":"vanish_job")",
        R"("match":{"endpoint":"job"},"do":"expire_job")",
        R"("match":{"endpoint":"jobs"},"do":"forbidden")",
        R"("match":{"endpoint":"jobs_availability"},"do":"status","status":503)",
        R"("match":{"endpoint":"jobs_availability"},"do":"move_availability","seconds":-40000)",
        R"("match":{"endpoint":"jobs"},"do":"move_availability","seconds":-90000)",
        R"("match":{"endpoint":"token"},"do":"status","status":500)",
        R"("match":{"endpoint":"token"},"do":"short_token","seconds":600)",
    };
    const std::string when = below(3) == 0 ? fmt::format(R"("at":{})", 1 + below(6))
                                           : fmt::format(R"("probability":0.{:02})", 5 + below(85));
    if (below(2) == 0) return fmt::format("{{{},{}}}", one_of(elsewhere), when);
    return fmt::format(R"({{"match":{{"endpoint":"{}"}},{},{}}})", one_of(places), one_of(anywhere), when);
  }

  Random& random_;
};

/// The organisation, what is held of it, and the process that syncs it.
class TroubledRun {
 public:
  explicit TroubledRun(std::uint64_t seed)
      : client_(organisation(seed), {.contract = Contract::platform}),
        random_(seed),
        trouble_(random_),
        platform_(client_.client->platform().value()) {
    client_.simulator->extend_to(first_day + whole_run);
    for (auto& record : client_.simulator->records())
      if (record.start >= first_day) truth_.emplace(record.id, std::move(record));
    profile_.job_page_size = 1 + static_cast<int>(trouble_.below(120));
    profile_.page_size = 20 + static_cast<int>(trouble_.below(81));
    begin_process();
  }

  TroubledResult run() {
    Instant at = first_day + hours(1);
    for (; at < first_day + troubled; at += minutes(30 + 30 * std::int64_t(trouble_.below(16)))) {
      set_faults(trouble_.script());
      run_at(at);
    }
    set_faults("[]");
    store_.fail_at(0, false);
    for (; at < first_day + whole_run; at += hours(6)) run_at(at);
    compare();
    result_.conversations = truth_.size();
    for (const auto& request : client_.simulator->requests()) {
      ++result_.requests;
      if (!request.fault.empty()) ++result_.faults[request.fault];
    }
    return std::move(result_);
  }

 private:
  void flaw(std::string text) {
    if (result_.flaws.size() < 20)
      result_.flaws.push_back(format_instant(client_.simulator->now()) + ": " + std::move(text));
  }

  void begin_process() {
    planner_.emplace(profile_, extract::day_of(first_day));
    store_.restore(*planner_);
    runner_.emplace(platform_, *planner_, store_);
  }

  void set_faults(const std::string& script) {
    if (const auto set = client_.simulator->set_faults(script); !set)
      flaw(set.error().message + ": " + script);
  }

  void run_at(Instant at) {
    if (at > client_.simulator->now()) client_.clock.advance(at - client_.simulator->now());
    const bool is_troubled = at < first_day + troubled;
    if (is_troubled && trouble_.below(2) == 0)
      store_.fail_at(1 + static_cast<int>(trouble_.below(12)), trouble_.below(2) == 0);
    std::optional<std::int64_t> budget;
    if (is_troubled && trouble_.below(4) == 0) budget = 1 + static_cast<std::int64_t>(trouble_.below(6));
    const auto before = client_.simulator->requests().size();
    const bool asks_ahead = result_.runs % 2 == 0;
    const auto report = runner_->run({.budget = budget, .asks_ahead = asks_ahead}, {});
    ++result_.runs;
    const bool is_killed = !report && report.error().kind == ErrorKind::local;
    if (!report) {
      ++result_.failed_runs;
      if (!is_troubled) flaw("a run without faults fails: " + report.error().message);
    }
    if (const auto made = client_.simulator->requests().size() - before; made > 600)
      flaw(fmt::format("a run of {} requests", made));
    if (is_killed || trouble_.below(2) == 0) {
      ++result_.restarts;
      begin_process();
    }
    check_claims();
    check_burials();
  }

  /// A day that counts as complete has all that the API had shown by the time up to which its readings reach.
  void check_claims() {
    for (const auto& [day, window] : store_.windows) {
      if (*extract::window_state_named(window.state) < WindowState::complete) continue;
      Instant shown{};
      for (const auto& reading : store_.readings)
        if (reading.interval.begin <= day && reading.interval.end >= day + std::chrono::days(1))
          shown = std::max(shown, reading.available_until.value_or(Instant{}));
      for (const auto& [id, record] : truth_) {
        if (extract::day_of(record.start) != day || record.shown_at > shown || record.deleted_at <= shown)
          continue;
        if (!store_.held.contains(id)) flaw(window.state + " without " + id);
      }
    }
  }

  void check_burials() {
    for (const auto& [id, held] : store_.held) {
      const auto record = truth_.find(id);
      const bool is_gone = record == truth_.end() || record->second.deleted_at <= client_.simulator->now();
      if (!held.seen && !is_gone) flaw("buried alive: " + id);
    }
  }

  static std::string digest(const std::string& json) {
    const auto found = genesys::platform::CanonicalRecord().digest(json);
    return found ? genesys::platform::hex_of(found->content) : "no record";
  }

  void compare() {
    IdsQuery ids;
    for (const auto& [id, record] : truth_) ids.ids.emplace_back(id);
    std::map<std::string, std::string> shown;
    for (const auto& record : platform_.conversations_by_id(ids).value().records)
      shown[record.detail.conversation_id.str()] = digest(record.json);
    for (const auto& [id, hash] : shown) {
      const auto held = store_.held.find(id);
      if (held == store_.held.end() || !held->second.seen) {
        flaw("not held at the end: " + id + " of " + format_instant(truth_.at(id).start));
      } else if (digest(held->second.json) != hash) {
        flaw("held otherwise than it is: " + id + " of " + format_instant(truth_.at(id).start));
      }
    }
    for (const auto& [id, held] : store_.held)
      if (held.seen && held.seen->start >= first_day && !shown.contains(id)) flaw("gone, and held: " + id);
    for (const auto& [day, window] : store_.windows)
      if (day < extract::day_of(first_day + hours(9 * 24)) && window.state != "re_verified")
        flaw("not proven at the end: " + format_instant(day));
  }

  SimulatedClient client_;
  SeededRandom random_;
  Trouble trouble_;
  Platform platform_;
  extract::PlanProfile profile_;
  PlanStore store_;
  std::optional<extract::Planner> planner_;
  std::optional<extract::SyncRunner> runner_;
  std::map<std::string, sim::RecordTruth> truth_;
  TroubledResult result_;
};

}  // namespace

TroubledResult run_in_trouble(std::uint64_t seed) { return TroubledRun(seed).run(); }

}  // namespace nowthen::testing

#include "crash/syncs.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "simulator/world/extraction_world.hpp"

namespace nowthen::crash {
namespace {

using std::chrono::hours;

constexpr Instant first_day{std::chrono::sys_days(std::chrono::year(2026) / 11 / 2)};

constexpr std::size_t runs_an_instant = Syncs::count / 2;

/// When the run is made. A job that it has started is done for the next one.
Instant instant_of(std::size_t which) {
  return first_day + (which < runs_an_instant ? hours(60) : hours(24 * 11));
}

sim::Options organisation() {
  sim::Options options{.seed = 3, .days = 1, .per_day = 40, .now = first_day, .speed = 0, .limits = "off"};
  options.contract = sim::Contract::platform;
  options.world = sim::extraction_world();
  options.world.quiet_hours = true;
  options.world.arriving_days = 3;
  options.world.visibility.deletions.share = 8'000;
  options.jobs.queued = options.jobs.pending = std::chrono::milliseconds(0);
  options.jobs.lifetime = hours(24 * 30);
  return options;
}

}  // namespace

Syncs::Syncs() : simulator_(sim::Simulator::create(organisation(), system_clock()).value()) {
  auto serving = sim::serve(*simulator_, {.port = 0});
  serving_ = std::move(serving.value());
  const sim::Options options;
  variables_ = {"GENESYS_BASE_URL=" + serving_.base_url,
                "GENESYS_CLIENT_ID=" + options.client_id,
                "GENESYS_CLIENT_SECRET=" + options.client_secret,
                "NOWTHEN_CONTRACT=platform",
                "NOWTHEN_LIVE_PER_MINUTE=0",
                "NOWTHEN_HISTORY_PER_MINUTE=0",
                "NOWTHEN_PLATFORM_PER_MINUTE=0"};
}

void Syncs::take_requests(std::size_t behind, SyncRun& run) const {
  const auto log = simulator_->requests();
  for (std::size_t i = behind; i < log.size(); ++i) {
    const std::string& target = log[i].target;
    // Each run that names a first day asks how far back there is anything: nothing is kept of that.
    if (target.find("/oauth/") != std::string::npos || target.find("/dataretention/") != std::string::npos)
      continue;
    ++run.requests;
    run.log += std::to_string(log[i].status) + " " + log[i].target + "\n";
  }
}

SyncRun Syncs::run(const Scratch& scratch, std::size_t which, Interference how) {
  const Instant now = instant_of(which);
  simulator_->extend_to(now);
  simulator_->set_clock(now, 0);
  how.variables = variables_;
  const auto before = simulator_->requests().size();
  SyncRun run{.ran = run_program(scratch,
                                 {"sync", "--from", "2026-11-02", "--no-wait", "--quiet", "--job-page-size",
                                  "15", "--freshness", "5m"},
                                 how)};
  take_requests(before, run);
  return run;
}

SyncRun Syncs::run_until_quiet(const Scratch& scratch, std::size_t which) {
  SyncRun all;
  for (int round = 0; round < 12; ++round) {
    SyncRun next = run(scratch, which);
    all.ran = std::move(next.ran);
    all.requests += next.requests;
    all.log += next.log + "\n";
    if (next.requests == 0) break;
  }
  return all;
}

namespace {

/// Makes one run, and notes what was there before and how many steps it took.
UndisturbedSync watched(Syncs& syncs, const Scratch& scratch, std::size_t which) {
  UndisturbedSync each;
  for (auto& [path, bytes] : contents_of(scratch.disk()))
    each.disk[path.substr(scratch.disk().size())] = std::move(bytes);
  std::filesystem::remove(scratch.file("journal"));
  const SyncRun run = syncs.run(scratch, which);
  const bool was_done = run.ran.code == 0 || run.ran.code == 3;  // days may not be proven yet
  if (!was_done) throw std::runtime_error("an undisturbed sync fails: " + run.ran.err);
  each.requests = run.requests;
  const Journal journal(scratch.file("journal"));
  for (const Step& step : journal.steps())
    each.steps += step.head.kind != StepKind::start && step.head.kind != StepKind::open ? 1 : 0;
  if (each.steps == 0) throw std::runtime_error("the preloaded library saw nothing");
  return each;
}

}  // namespace

std::vector<UndisturbedSync> undisturbed(Syncs& syncs) {
  std::vector<UndisturbedSync> all;
  const Scratch scratch;
  for (std::size_t first = 0; first < Syncs::count; first += runs_an_instant) {
    for (std::size_t i = 0; i < runs_an_instant; ++i) all.push_back(watched(syncs, scratch, first + i));
    std::size_t requests = syncs.run_until_quiet(scratch, first).requests;
    for (std::size_t i = runs_an_instant; i-- > 0;) {
      requests += all.at(first + i).requests;
      all.at(first + i).requests = requests;
      all.at(first + i).held = held_in(scratch.data());
    }
  }
  return all;
}

std::string held_in(const std::string& data) {
  auto tables = warehouse::Warehouse::open(
      warehouse::Library::load().value(),
      {.path = data + "/warehouse.duckdb", .access = warehouse::Access::read_only});
  if (!tables) return "unreadable: " + tables.error().message;
  auto connection = tables->connect();
  if (!connection) return connection.error().message;
  auto rows = connection->query(
      "SELECT conversation_id || ' ' || content_hash || ' ' || coalesce(attributes_hash, '-') || "
      "CASE WHEN deleted_at IS NULL THEN '' ELSE ' gone' END AS line FROM conversation "
      "UNION ALL SELECT 'queue ' || queue_id || ' ' || name FROM queue "
      "UNION ALL SELECT 'user ' || user_id || ' ' || name FROM user "
      "UNION ALL SELECT 'day ' || epoch_ms(window_begin) || ' ' || state || ' ' || coalesce(doubt, '') FROM "
      "ledger_window ORDER BY line");
  if (!rows) return rows.error().message;
  std::string text;
  while (rows->next().value()) text += rows->get<std::string>(0).value_or("") + "\n";
  return text;
}

}  // namespace nowthen::crash

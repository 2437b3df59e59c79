#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "extract/sync/data_set_store.hpp"
#include "extract/sync/job_pages.hpp"
#include "extract/sync/load_plan.hpp"
#include "extract/sync/sync_runner.hpp"
#include "genesys/platform/record_digest.hpp"
#include "simulator/world/extraction_world.hpp"
#include "simulator/world/record_truth.hpp"
#include "support/kept_data.hpp"

namespace nowthen::testing {

/// A small organisation for three days, whose jobs are six hours behind.
inline sim::Options small_organisation(std::uint64_t seed) {
  sim::Options options{.seed = seed, .days = 1, .per_day = 150, .now = first_day, .limits = "off"};
  options.contract = sim::Contract::platform;
  options.world = sim::extraction_world();
  options.world.quiet_hours = true;
  options.world.arriving_days = 3;
  options.jobs.lag = std::chrono::hours(6);
  return options;
}

/// Calls `before_keep` before it keeps anything.
class WatchedStore final : public extract::SyncStore {
 public:
  using Watch = std::function<void(const extract::FetchedPage&)>;

  WatchedStore(extract::SyncStore& store, const Watch& before_keep)
      : store_(store), before_keep_(before_keep) {}

  Result<extract::KeptPage> keep(extract::FetchedPage page) override {
    if (before_keep_) before_keep_(page);
    return store_.keep(std::move(page));
  }
  Result<void> conclude(const extract::LedgerEntry& entry) override { return store_.conclude(entry); }
  Result<void> keep_names(const extract::NamesPage& page) override { return store_.keep_names(page); }
  bool is_erased(const std::string& id) override { return store_.is_erased(id); }
  Result<void> commit(const std::stop_token& stop) override { return store_.commit(stop); }

 private:
  extract::SyncStore& store_;
  const Watch& before_keep_;
};

/// One organisation and one folder; every run opens the folder anew.
class Sync {
 public:
  explicit Sync(std::uint64_t seed) : Sync(small_organisation(seed)) {}
  explicit Sync(const sim::Options& options, RateLimits limits = {})
      : client(options, {.contract = Contract::platform, .limits = limits}) {}

  Result<extract::SyncReport> run_at(Instant at, std::optional<std::int64_t> budget = {}) {
    if (at > client.simulator->now()) client.clock.advance(at - client.simulator->now());
    extract::DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    extract::Planner planner(profile, extract::day_of(first_day));
    EXPECT_TRUE(extract::load_plan(connection, planner));
    extract::load_job_pages(kept.path() + "/archive", planner);
    extract::DataSetStore kept_there([&data](const auto& work) { return work(data); });
    WatchedStore store(kept_there, before_keep);
    const auto platform = client.client->platform().value();
    extract::SyncRunner runner(platform, planner, store);
    return runner.run({.budget = budget, .run_id = 1, .asks_ahead = asks_ahead}, {});
  }

  /// What the API has now, by id: the hash of what it says.
  std::map<std::string, std::string> shown() {
    IdsQuery ids;
    for (const auto& record : client.simulator->records())
      if (record.start >= first_day) ids.ids.emplace_back(record.id);
    std::map<std::string, std::string> hashes;
    for (const auto& record : client.client->platform()->conversations_by_id(ids).value().records)
      hashes[record.detail.conversation_id.str()] =
          genesys::platform::hex_of(genesys::platform::CanonicalRecord().digest(record.json).value().content);
    return hashes;
  }

  std::map<std::string, std::string> held() {
    extract::DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    std::map<std::string, std::string> hashes;
    auto rows = connection
                    .query(
                        "SELECT conversation_id, content_hash FROM conversation WHERE deleted_at IS NULL AND "
                        "conversation_start >= ?",
                        {first_day})
                    .value();
    while (rows.next().value())
      hashes[rows.get<std::string>(0).value_or("")] = rows.get<std::string>(1).value_or("");
    return hashes;
  }

  extract::PlanProfile profile;
  bool asks_ahead = true;  ///< As `nowthen sync` does.
  WatchedStore::Watch before_keep;
  KeptData kept;
  SimulatedClient client;
};

/// How many rows of what stands behind FROM.
inline std::int64_t count_of(const KeptData& kept, const std::string& what) {
  extract::DataSet data = kept.open();
  return data.tables()
      .connect()
      .value()
      .value<std::int64_t>("SELECT count(*) FROM " + what)
      .value()
      .value_or(-1);
}

}  // namespace nowthen::testing

// A sync into a data set on disk, each run as a process of its own would do it, against the simulator's
// truth.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "extract/sync/data_set_store.hpp"
#include "extract/sync/load_plan.hpp"
#include "extract/sync/sync_runner.hpp"
#include "extract/verify_data.hpp"
#include "genesys/platform/record_digest.hpp"
#include "simulator/world/extraction_world.hpp"
#include "simulator/world/record_truth.hpp"
#include "support/kept_data.hpp"

namespace nowthen::extract {
namespace {

using std::chrono::hours;
using testing::KeptData;
using testing::SimulatedClient;

constexpr Instant first_day{std::chrono::sys_days(std::chrono::year(2026) / 11 / 2)};

sim::Options small_organisation(std::uint64_t seed) {
  sim::Options options{.seed = seed, .days = 1, .per_day = 150, .now = first_day, .limits = "off"};
  options.contract = sim::Contract::platform;
  options.world = sim::extraction_world();
  options.world.quiet_hours = true;
  options.world.arriving_days = 3;
  options.jobs.lag = hours(6);
  return options;
}

/// One organisation and one folder; every run opens the folder anew.
class Sync {
 public:
  explicit Sync(std::uint64_t seed) : client(small_organisation(seed), {.contract = Contract::platform}) {}

  Result<SyncReport> run_at(Instant at) {
    if (at > client.simulator->now()) client.clock.advance(at - client.simulator->now());
    DataSet data = kept.open();
    auto connection = data.tables().connect().value();
    Planner planner({}, day_of(first_day));
    EXPECT_TRUE(load_plan(connection, planner));
    DataSetStore store([&data](const auto& work) { return work(data); });
    const auto platform = client.client->platform().value();
    SyncRunner runner(platform, planner, store);
    return runner.run({.run_id = 1}, {});
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
    DataSet data = kept.open();
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

  KeptData kept;
  SimulatedClient client;
};

std::string ledger_of(const KeptData& kept) {
  DataSet data = kept.open();
  auto connection = data.tables().connect().value();
  std::string all;
  for (const char* table : {"ledger_window", "ledger_reading", "incident"}) {
    auto rows =
        connection.query(std::string("SELECT CAST(to_json(t) AS VARCHAR) FROM ") + table + " t ORDER BY 1")
            .value();
    while (rows.next().value()) all += rows.get<std::string>(0).value_or("") + "\n";
  }
  return all;
}

void expect_proven(const KeptData& kept) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  const auto found = verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
  EXPECT_TRUE(found.sound());
  EXPECT_GT(found.ledger.proven_days, 10);
  EXPECT_EQ(found.ledger.sound_readings, found.ledger.readings);
}

TEST(Sync, HoldsWhatTheApiShowsThoughEachRunIsAProcessOfItsOwn) {
  Sync sync(1);
  std::int64_t requests = 0;
  for (int run = 1; run <= 15 * 4; ++run) {
    const auto report = sync.run_at(first_day + hours(6 * run));
    ASSERT_TRUE(report) << report.error().message;
    requests += report->requests;
  }
  EXPECT_EQ(sync.held(), sync.shown());
  EXPECT_LT(requests, 350);
  const std::string ledger = ledger_of(sync.kept);
  EXPECT_NE(ledger.find("re_verified"), std::string::npos);
  expect_proven(sync.kept);
  std::filesystem::remove(sync.kept.path() + "/warehouse.duckdb");
  EXPECT_EQ(ledger_of(sync.kept), ledger) << "the ledger follows from the archive";
}

TEST(Sync, GoesOnWhereItStoppedWhenARunFailsInTheMiddle) {
  Sync sync(2);
  for (int run = 1; run <= 15 * 4; ++run) {
    if (run % 7 == 3) {
      ASSERT_TRUE(sync.client.simulator->set_faults(
          R"([{"match":{"endpoint":"platform"},"at":3,"for_requests":40,"do":"status","status":500}])"));
    }
    (void)sync.run_at(first_day + hours(6 * run));
    ASSERT_TRUE(sync.client.simulator->set_faults("[]"));
  }
  EXPECT_EQ(sync.held(), sync.shown());
}

std::string names_of(const KeptData& kept) {
  DataSet data = kept.open();
  auto connection = data.tables().connect().value();
  std::string all;
  auto rows =
      connection
          .query(
              "SELECT queue_id || ' ' || name || ' ' || epoch_ms(valid_from) || ' ' || "
              "coalesce(CAST(epoch_ms(valid_to) AS VARCHAR), '-') FROM queue ORDER BY queue_id, valid_from")
          .value();
  while (rows.next().value()) all += rows.get<std::string>(0).value_or("") + "\n";
  return all;
}

TEST(Sync, KeepsWhatIdsWereCalledAndSinceWhen) {
  const KeptData kept;
  const auto page = [&](int seconds, std::vector<std::string> records) {
    return NamesPage{.kind = EntityKind::queues,
                     .as_of = Instant(std::chrono::seconds(seconds)),
                     .records = std::move(records)};
  };
  {
    DataSet data = kept.open();
    ASSERT_TRUE(data.stage(page(100, {R"({"id":"a","name":"Sales"})", R"({"id":"b","name":"Care"})"})));
    ASSERT_TRUE(data.commit_staged());
    ASSERT_TRUE(data.stage(page(200, {R"({"id":"a","name":"Shop"})", R"({"id":"b","name":"Care"})"})));
    ASSERT_TRUE(
        data.stage(page(300, {R"({"id":"a","name":"Shop"})", R"({"id":"c","name":"O'Brien \"x\""})"})));
    ASSERT_TRUE(data.commit_staged());
  }
  const std::string names = names_of(kept);
  EXPECT_EQ(names, "a Sales 0 200000\na Shop 200000 -\nb Care 0 -\nc O'Brien \"x\" 0 -\n");
  std::filesystem::remove(kept.path() + "/warehouse.duckdb");
  EXPECT_EQ(names_of(kept), names);
}

std::int64_t count_of(const KeptData& kept, const std::string& what) {
  DataSet data = kept.open();
  return data.tables()
      .connect()
      .value()
      .value<std::int64_t>("SELECT count(*) FROM " + what)
      .value()
      .value_or(-1);
}

TEST(Sync, CallsNoDayCompleteWhoseJobLacksWhatIsThereAndBuriesNobody) {
  Sync sync(4);
  for (int run = 1; run <= 6; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(4 * run)));
  ASSERT_TRUE(
      sync.client.simulator->set_faults(R"([{"match":{"endpoint":"job_results"},"do":"half_of_records"}])"));
  for (int run = 7; run <= 12; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(4 * run)));
  EXPECT_EQ(count_of(sync.kept, "ledger_window WHERE state NOT IN ('open', 'provisional')"), 0);
  EXPECT_GT(count_of(sync.kept, "ledger_window WHERE doubt IS NOT NULL"), 0);
  EXPECT_EQ(count_of(sync.kept, "conversation WHERE deleted_at IS NOT NULL"), 0);
  ASSERT_TRUE(sync.client.simulator->set_faults("[]"));
  for (int run = 13; run <= 24; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(4 * run)));
  EXPECT_GT(count_of(sync.kept, "ledger_window WHERE state = 'complete'"), 0);
}

TEST(Sync, GoesOnByQueryWhileJobsAreInTrouble) {
  Sync sync(5);
  ASSERT_TRUE(sync.client.simulator->set_faults(
      R"([{"match":{"endpoint":"jobs"},"do":400},{"match":{"endpoint":"jobs_availability"},"do":500}])"));
  for (int run = 1; run <= 8; ++run) {
    const auto report = sync.run_at(first_day + hours(4 * run));
    ASSERT_TRUE(report) << run << ": " << report.error().message;
  }
  EXPECT_GT(count_of(sync.kept, "conversation"), 100);
  ASSERT_TRUE(sync.client.simulator->set_faults("[]"));
  for (int run = 9; run <= 20; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(4 * run)));
  EXPECT_GT(count_of(sync.kept, "ledger_window WHERE state = 'complete'"), 1);
}

TEST(Sync, ReadsOnBehindAPageWithARecordThatNobodyUnderstands) {
  Sync sync(6);
  ASSERT_TRUE(sync.client.simulator->set_faults(
      R"([{"match":{"endpoint":"jobs_availability"},"do":"forbidden"},{"match":{"endpoint":"details_query","page":1},"do":"missing_id"}])"));
  ASSERT_TRUE(sync.run_at(first_day + hours(60)));
  EXPECT_GT(count_of(sync.kept, "conversation"), 150) << "more than a page";
}

TEST(Sync, AsksForNothingWhereNothingIsWorthIt) {
  Sync sync(3);
  ASSERT_TRUE(sync.run_at(first_day + hours(12)));
  ASSERT_TRUE(sync.run_at(first_day + hours(12)));
  EXPECT_EQ(sync.run_at(first_day + hours(12))->requests, 0);
}

}  // namespace
}  // namespace nowthen::extract

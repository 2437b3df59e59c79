// A sync into a data set on disk, each run as a process of its own would do it, against the simulator's
// truth.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <nowthen/genesys/detail_decoder.hpp>
#include <set>
#include <thread>

#include "extract/sync/plan_rows.hpp"
#include "extract/verify_data.hpp"
#include "support/synced_data.hpp"

namespace nowthen::extract {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::count_of;
using testing::first_day;
using testing::KeptData;
using testing::Sync;

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

/// @return how many days are proven
std::int64_t expect_sound(const KeptData& kept) {
  const auto folder = DataFolder::take(kept.path(), Use::shared, "verify").value();
  const auto found = verify_data(folder, warehouse::Library::load().value(), {}, {}).value();
  EXPECT_TRUE(found.sound());
  EXPECT_EQ(found.ledger.sound_readings, found.ledger.readings);
  EXPECT_GT(found.ledger.readings, 0);
  return found.ledger.proven_days;
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
  EXPECT_GT(expect_sound(sync.kept), 10);
  std::filesystem::remove(sync.kept.path() + "/warehouse.duckdb");
  EXPECT_EQ(ledger_of(sync.kept), ledger) << "the ledger follows from the archive";
}

TEST(Sync, ReadsUntilADayAndLaterTheRest) {
  Sync sync(9);
  const Instant until = first_day + hours(48);
  const auto count_from = [&](Instant from) {
    return count_of(sync.kept, "conversation WHERE conversation_start >= '" + format_instant(from) + "'");
  };
  sync.profile.until = until;
  for (int run = 1; run <= 8 * 4; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(6 * run)));
  EXPECT_EQ(count_from(until), 0);
  EXPECT_GT(count_from(first_day), 100);
  EXPECT_EQ(count_of(sync.kept, "ledger_window WHERE state IN ('settled', 're_verified')"), 2);
  EXPECT_LE(sync.run_at(first_day + hours(6 * 33)).value().requests, 1) << "of what still goes on";
  sync.profile.until = Instant::max();
  for (int run = 34; run <= 15 * 4; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(6 * run)));
  EXPECT_EQ(sync.held(), sync.shown());
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

TEST(Sync, BuriesAllOfADayThatWasDeletedAtOnceThoughEachRunIsAProcessOfItsOwn) {
  auto options = testing::small_organisation(8);
  options.world.arriving_days = 2;
  options.world.visibility.deletions = {.share = sim::everyone,
                                        .after = {hours(130), hours(130)},
                                        .since_start = true,
                                        .seen_for_at_least = {}};
  Sync sync(options);
  for (int run = 1; run <= 2 * 12; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(12 * run)));
  EXPECT_GT(count_of(sync.kept, "conversation"), 150);
  EXPECT_EQ(sync.held(), sync.shown());
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

/// The targets of all requests so far.
std::map<std::string, int> asked(const Sync& sync) {
  std::map<std::string, int> requests;
  for (const auto& request : sync.client.simulator->requests()) ++requests[request.target];
  return requests;
}

TEST(Sync, GoesOnWithAListingRequestByRequestWhereJobsAreForbidden) {
  Sync sync(7);
  ASSERT_TRUE(
      sync.client.simulator->set_faults(R"([{"match":{"endpoint":"jobs_availability"},"do":"forbidden"}])"));
  sync.profile.page_size = 20;
  for (int run = 0; run < 40; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(70), 1));
  EXPECT_EQ(sync.run_at(first_day + hours(70))->requests, 0) << "one request a run is enough";
  std::set<std::string> lacking;
  const auto held = sync.held();
  for (const auto& record : sync.client.simulator->records())
    if (record.start >= first_day && record.shown_at < first_day + hours(68) && !held.contains(record.id))
      lacking.insert(record.id);
  EXPECT_EQ(lacking, std::set<std::string>()) << "of " << held.size();
}

TEST(Sync, HasEvidenceOfItsOwnForAJobThatWasReadInManyRuns) {
  Sync sync(8);
  sync.profile.job_page_size = 10;
  for (int run = 1; run <= 60; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(34) + minutes(10 * run), 1));
  EXPECT_GT(count_of(sync.kept, "ledger_reading WHERE len(page_hashes) > 5"), 0);
  EXPECT_EQ(count_of(sync.kept, "ledger_reading WHERE ids_hash IS NULL"), 0);
  for (const auto& [target, times] : asked(sync)) {
    const bool is_later_page = target.find("cursor=") != std::string::npos;
    EXPECT_TRUE(!is_later_page || times == 1) << target;
  }
  expect_sound(sync.kept);
}

/// Of each reading the hash over its ids: those over its pages have salt.
std::string ids_read(const KeptData& kept) {
  DataSet data = kept.open();
  auto connection = data.tables().connect().value();
  return connection
      .value<std::string>("SELECT string_agg(ids_hash, ' ' ORDER BY started_at) FROM ledger_reading")
      .value()
      .value_or("");
}

TEST(Sync, AsksForTheSameWhetherItAsksAheadOrNot) {
  Sync one(9);
  Sync other(9);
  other.asks_ahead = false;
  for (Sync* const sync : {&one, &other}) {
    sync->profile.job_page_size = 10;
    for (int run = 1; run <= 20; ++run) ASSERT_TRUE(sync->run_at(first_day + hours(6 * run)));
  }
  EXPECT_EQ(asked(one), asked(other));
  EXPECT_EQ(one.held(), other.held());
  EXPECT_EQ(ids_read(one.kept), ids_read(other.kept));
}

std::size_t job_pages_asked(const Sync& sync) {
  const auto requests = sync.client.simulator->requests();
  return static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(), [](const auto& request) {
    return request.target.find("/results") != std::string::npos;
  }));
}

TEST(Sync, AsksForTheNextPageOfAJobBeforeItKeepsTheOne) {
  Sync sync(9);
  sync.profile.job_page_size = 10;
  std::size_t kept = 0;
  sync.before_keep = [&](const FetchedPage& page) {
    if (page.header.kind != archive::PageKind::job) return;
    ++kept;
    const std::size_t expected = page.header.note == "last" ? kept : kept + 1;
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (job_pages_asked(sync) < expected && std::chrono::steady_clock::now() < limit)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(job_pages_asked(sync), expected);
  };
  ASSERT_TRUE(sync.run_at(first_day + hours(36)));
  ASSERT_TRUE(sync.run_at(first_day + hours(37)));
  EXPECT_GT(kept, 5U);
}

TEST(Sync, KeepsWhatWasDecodedFromJustTheBytesThatItKeeps) {
  Sync sync(9);
  std::size_t decoded = 0;
  sync.before_keep = [&](const FetchedPage& page) {
    ASSERT_LE(page.decoded.size(), page.records.size());
    for (std::size_t i = 0; i < page.decoded.size(); ++i, ++decoded)
      EXPECT_EQ(page.decoded[i], decode_detail(page.records[i]).value()) << page.records[i];
  };
  for (int run = 1; run <= 20; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(6 * run)));
  EXPECT_GT(decoded, 150U);
}

/// What a plan is restored from, so many conversations at a time, and in how many questions.
std::pair<std::vector<std::string>, std::size_t> plan_rows(const Sync& sync, Instant from,
                                                           std::int64_t most) {
  DataSet data = sync.kept.open();
  auto connection = data.tables().connect().value();
  const auto each = [&](const std::string& sql, const auto& take) {
    auto rows = connection.query(sql).value();
    while (rows.next().value()) take(rows);
  };
  PlanRowQueries queries(from, most);
  each(queries.counts(), [&](const auto& row) { queries.take(row); });
  std::vector<std::string> found;
  for (const std::string& sql : queries.rows())
    each("SELECT CAST(to_json(t) AS VARCHAR) FROM (" + sql + ") t",
         [&](const auto& row) { found.push_back(row.template get<std::string>(0).value_or("")); });
  return {found, queries.rows().size()};
}

TEST(Sync, ReadsItsPlanSomeDaysAtATimeAsAllAtOnce) {
  Sync sync(9);
  for (int run = 1; run <= 16; ++run) ASSERT_TRUE(sync.run_at(first_day + hours(6 * run)));
  const Instant from = first_day + hours(24);
  const auto [whole, once] = plan_rows(sync, from, 100'000);
  EXPECT_EQ(once, 1U);
  EXPECT_GT(whole.size(), 100U);
  const auto [pieces, several] = plan_rows(sync, from, 1);
  EXPECT_GE(several, 3U);
  EXPECT_EQ(pieces, whole);
}

TEST(Sync, AsksAheadForNoMoreThanTheBudgetAllows) {
  Sync sync(8);
  sync.profile.job_page_size = 10;
  for (int run = 1; run <= 30; ++run) {
    const std::size_t before = sync.client.simulator->requests().size();
    const auto report = sync.run_at(first_day + hours(34) + minutes(10 * run), 3);
    ASSERT_TRUE(report);
    EXPECT_LE(report->requests, 3);
    // The client's first call of a run fetches a token, too, when it has none.
    EXPECT_LE(sync.client.simulator->requests().size() - before, 4U) << run;
  }
  EXPECT_EQ(count_of(sync.kept, "ledger_reading WHERE ids_hash IS NULL"), 0);
  EXPECT_GT(count_of(sync.kept, "ledger_reading WHERE len(page_hashes) > 5"), 0);
}

TEST(Sync, GetsOverAPageAskedAheadThatFails) {
  Sync sync(8);
  sync.profile.job_page_size = 10;
  ASSERT_TRUE(sync.client.simulator->set_faults(
      R"([{"match":{"endpoint":"job_results"},"at":3,"for_requests":8,"do":"status","status":500}])"));
  for (int run = 1; run <= 12; ++run) (void)sync.run_at(first_day + hours(34) + hours(run));
  EXPECT_GT(count_of(sync.kept, "ledger_reading WHERE len(page_hashes) > 5"), 0);
  expect_sound(sync.kept);
}

TEST(Sync, AsksForNothingWhereNothingIsWorthIt) {
  Sync sync(3);
  ASSERT_TRUE(sync.run_at(first_day + hours(12)));
  ASSERT_TRUE(sync.run_at(first_day + hours(12)));
  EXPECT_EQ(sync.run_at(first_day + hours(12))->requests, 0);
}

}  // namespace
}  // namespace nowthen::extract

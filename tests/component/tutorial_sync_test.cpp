// A sync under the tutorial's contract into a data set on disk, each run as a process of its own would do it,
// against the simulator's truth.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "support/tutorial_data.hpp"

namespace nowthen::extract {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::TutorialData;
const Instant first_day = testing::first_tutorial_day;

/// All that history shows, with its end; more may be held, which history showed once.
void expect_all_held(const TutorialData& data) {
  const auto held = data.held();
  for (const auto& [id, shown] : data.shown(data.client.simulator->now())) {
    const auto found = held.find(id);
    ASSERT_NE(found, held.end()) << id << " that ended at " << shown.end;
    EXPECT_EQ(found->second, shown.end) << id;
  }
}

/// A claim is about what history showed when the day was read. @return how many days are claimed
std::int64_t expect_claims_hold(const TutorialData& data) {
  EXPECT_EQ(data.count("ledger_window WHERE state NOT IN ('open', 'provisional', 'complete')"), 0);
  const auto held = data.held();
  const auto days = data.rows(
      "SELECT strftime(timezone('UTC', w.window_begin), '%Y-%m-%dT00:00:00Z'), strftime(timezone('UTC', "
      "r.ended_at), '%Y-%m-%dT%H:%M:%S.%gZ') || ' ' || w.distinct_ids FROM ledger_window w JOIN "
      "ledger_reading r ON r.window_begin = w.window_begin AND r.reading_number = w.readings WHERE w.state = "
      "'complete'");
  for (const auto& [day, reading] : days) {
    std::int64_t count = 0;
    for (const auto& [id, shown] : data.shown(parse_instant(reading.substr(0, 24)).value())) {
      if (day_of(shown.start) != day_of(parse_instant(day).value())) continue;
      ++count;
      EXPECT_TRUE(held.contains(id)) << id << " of " << day;
    }
    EXPECT_EQ(std::to_string(count), reading.substr(25)) << day;
  }
  return std::ssize(days);
}

std::map<std::string, std::string> ledger_of(const TutorialData& data) {
  std::map<std::string, std::string> all;
  for (const char* table : {"ledger_window", "ledger_reading", "incident"})
    for (const auto& [row, none] :
         data.rows(std::string("SELECT DISTINCT CAST(to_json(t) AS VARCHAR), '' FROM ") + table + " t"))
      all[table + row] = none;
  return all;
}

TEST(TutorialSync, HoldsWhatHistoryShowsThoughEachRunIsAProcessOfItsOwn) {
  TutorialData data(1);
  std::int64_t requests = 0;
  for (int run = 1; run <= 11 * 4; ++run) {
    const auto report = data.run_at(first_day + hours(6 * run));
    ASSERT_TRUE(report) << report.error().message;
    requests += report->requests;
    if (run % 12 == 0) expect_claims_hold(data);
  }
  expect_all_held(data);
  EXPECT_GE(expect_claims_hold(data), 9);
  EXPECT_LT(requests, 350);
  EXPECT_EQ(data.count("conversation WHERE conversation_end IS NULL"), 0) << "none is left open";
  const auto verified = data.verified();
  EXPECT_TRUE(verified.sound());
  EXPECT_GE(verified.ledger.proven_days, 9);
  EXPECT_EQ(verified.ledger.sound_readings, verified.ledger.readings);
  const auto ledger = ledger_of(data);
  std::filesystem::remove(data.kept.path() + "/warehouse.duckdb");
  EXPECT_EQ(ledger_of(data), ledger) << "the ledger follows from the archive";
}

TEST(TutorialSync, ShowsWhatGoesOnAndItsEndOnceHistoryHasIt) {
  TutorialData data(2);
  ASSERT_TRUE(data.run_at(first_day + hours(15)));
  const auto open = data.count("conversation WHERE conversation_end IS NULL");
  EXPECT_GT(open, 0);
  EXPECT_EQ(data.count("conversation WHERE conversation_end IS NULL AND seen_live_at IS NULL"), 0);
  EXPECT_EQ(data.count("conversation WHERE seen_sync_at IS NOT NULL AND surface = 'live'"), 0)
      << "what history says stands above what was seen live";
}

/// Gaps, budgets, faults of every kind and lost processes, drawn from a seed.
class TutorialTrouble : public ::testing::TestWithParam<int> {};

TEST_P(TutorialTrouble, EndsWithWhatHistoryShowsAndClaimsNothingThatIsNotSo) {
  std::mt19937 chance(static_cast<unsigned>(GetParam()));
  const auto below = [&](unsigned count) { return chance() % count; };
  const std::vector<std::string> faults{
      R"([{"match":{"endpoint":"history"},"every":3,"do":"status","status":500}])",
      R"([{"match":{"endpoint":"history"},"every":2,"do":"throttle","retry_after":2}])",
      R"([{"match":{"endpoint":"history"},"every":4,"do":"throttle","retry_after":9},{"match":{"endpoint":"live"},"do":"forbidden"}])",
      R"([{"match":{"endpoint":"live"},"every":2,"do":"status","status":503}])",
      R"([{"match":{"endpoint":"history"},"at":2,"for_requests":40,"do":"status","status":500}])",
      R"([{"match":{"endpoint":"history"},"every":5,"do":"truncate_body"}])",
      "[]",
      "[]"};
  TutorialData data(static_cast<std::uint64_t>(GetParam()));
  data.profile.page_size = 1 + static_cast<int>(below(100));
  Instant now = first_day;
  while (now < first_day + hours(24 * 8)) {
    now += minutes(30 + below(20 * 60));
    ASSERT_TRUE(data.client.simulator->set_faults(faults[below(static_cast<unsigned>(faults.size()))]));
    (void)data.run_at(now, below(3) == 0 ? std::optional<std::int64_t>(1 + below(12)) : std::nullopt);
    if (below(6) == 0) expect_claims_hold(data);
  }
  ASSERT_TRUE(data.client.simulator->set_faults("[]"));
  for (int run = 0; run < 7; ++run) ASSERT_TRUE(data.run_at(now += hours(24)));
  expect_all_held(data);
  EXPECT_GE(expect_claims_hold(data), 8);
  EXPECT_TRUE(data.verified().sound());
}

INSTANTIATE_TEST_SUITE_P(Seeds, TutorialTrouble, ::testing::Range(1, 5));
INSTANTIATE_TEST_SUITE_P(InFull, TutorialTrouble, ::testing::Range(5, 105));

TEST(TutorialSync, GoesOnBehindTheLastPageThatItHas) {
  auto options = testing::tutorial_organisation(3);
  options.per_day = 150;
  TutorialData clean(options);
  clean.profile.page_size = 10;
  const auto all_at_once = clean.run_at(first_day + hours(60));
  ASSERT_TRUE(all_at_once);
  TutorialData data(options);
  data.profile.page_size = 10;
  std::int64_t requests = 0;
  for (int run = 0; run < 200; ++run) {
    const auto report = data.run_at(first_day + hours(60), 3);
    ASSERT_TRUE(report);
    requests += report->requests;
    if (!report->is_out_of_budget) break;
  }
  EXPECT_EQ(data.held(), clean.held());
  EXPECT_LE(requests, all_at_once->requests + 20) << "only the live listing may be read again";
  EXPECT_TRUE(data.verified().sound());
}

TEST(TutorialSync, WithoutTheLiveListingHoldsWhatHistoryShowsAndProvesNothing) {
  TutorialData data(4);
  ASSERT_TRUE(data.client.simulator->set_faults(R"([{"match":{"endpoint":"live"},"do":"forbidden"}])"));
  std::optional<Error> without_live;
  for (int run = 1; run <= 12 * 4; ++run) {
    const auto report = data.run_at(first_day + hours(6 * run));
    ASSERT_TRUE(report) << report.error().message;
    if (report->without_live) without_live = report->without_live;
  }
  ASSERT_TRUE(without_live);
  EXPECT_EQ(without_live->kind, ErrorKind::forbidden);
  EXPECT_EQ(data.count("ledger_window WHERE state = 'complete'"), 0);
  EXPECT_GT(data.count("ledger_window WHERE doubt LIKE '%live listing may not be read%'"), 5);
  const auto held = data.held();
  const auto shown = data.shown(data.client.simulator->now());
  EXPECT_GT(shown.size(), 100U);
  std::size_t lacking = 0;
  for (const auto& [id, each] :
       shown)  // what went on for longer than days are read again for, only live tells
    if (parse_instant(each.end).value() - each.start < hours(72)) lacking += held.contains(id) ? 0 : 1;
  EXPECT_EQ(lacking, 0U);
  ASSERT_TRUE(data.client.simulator->set_faults("[]"));
  ASSERT_TRUE(data.run_at(first_day + hours(24 * 14)));
  EXPECT_GT(expect_claims_hold(data), 8) << "as soon as it may be read, days are complete";
}

TEST(TutorialSync, WithoutTheRightToHistorySaysSo) {
  TutorialData data(5);
  ASSERT_TRUE(data.client.simulator->set_faults(R"([{"match":{"endpoint":"history"},"do":"forbidden"}])"));
  const auto report = data.run_at(first_day + hours(30));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::forbidden);
}

TEST(TutorialSync, ATotalThatNeverAgreesIsNoProofAndEndsTheRunAllTheSame) {
  TutorialData data(6);
  ASSERT_TRUE(
      data.client.simulator->set_faults(R"([{"match":{"endpoint":"history"},"do":"move_total","by":1}])"));
  std::int64_t requests = 0;
  for (int run = 1; run <= 12; ++run) {
    const auto report = data.run_at(first_day + hours(12 * run));
    ASSERT_TRUE(report) << report.error().message;
    requests += report->requests;
  }
  EXPECT_LT(requests, 400);
  EXPECT_EQ(data.count("ledger_window WHERE state = 'complete'"), 0);
  EXPECT_GT(data.count("ledger_window WHERE doubt LIKE '% came of % that the server counts'"), 3);
  expect_all_held(data);
  ASSERT_TRUE(data.client.simulator->set_faults("[]"));
  for (int run = 1; run <= 8; ++run) ASSERT_TRUE(data.run_at(first_day + hours(144 + 24 * run)));
  EXPECT_GT(expect_claims_hold(data), 8);
}

TEST(TutorialSync, VerifyFindsWhatTheLedgerClaimsBeyondItsCount) {
  TutorialData data(8);
  ASSERT_TRUE(data.run_at(first_day + hours(60)));
  ASSERT_GT(data.verified().ledger.proven_days, 0);
  const auto cause_after = [&](const std::string& sql) {
    DataSet set = data.kept.open();
    EXPECT_GT(set.tables().connect().value().execute(sql).value(), 0) << sql;
    DataSet::closed(std::move(set));
    const auto found = data.verified();
    return found.ledger.findings.empty() ? "" : found.ledger.findings.back().cause;
  };
  EXPECT_EQ(cause_after("UPDATE ledger_window SET state = 'settled' WHERE state = 'complete'"),
            "it is called settled, and no sound reading reaches so far");
  EXPECT_EQ(cause_after("UPDATE ledger_window SET state = 'complete' WHERE state = 'settled'"), "");
  EXPECT_EQ(cause_after("UPDATE ledger_reading SET last_total = last_total + 1"),
            "it is called complete, and no sound reading reaches so far");
}

TEST(TutorialSync, ARecordThatNobodyUnderstandsIsKeptAndTold) {
  TutorialData data(7);
  ASSERT_TRUE(data.client.simulator->set_faults(
      R"([{"match":{"endpoint":"history"},"at":1,"for_requests":3,"do":"missing_id"}])"));
  const auto report = data.run_at(first_day + hours(30));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->set_aside, 0);
  EXPECT_GT(data.count("set_aside"), 0);
  EXPECT_GT(data.count("ledger_window WHERE set_aside > 0"), 0);
  EXPECT_TRUE(data.verified().sound());
}

}  // namespace
}  // namespace nowthen::extract

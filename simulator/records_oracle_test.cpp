// What a perfect extractor holds at any instant, from `Simulator::records` and from `/_sim/truth`.
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "simulator/world/extraction_world.hpp"
#include "simulator/world/truth.hpp"
#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::Bench;
using testing::noon;
using testing::text;

using Revisions = std::vector<std::pair<std::string, std::string>>;

Revisions told(const Simulator& simulator, Instant at) {
  Revisions revisions;
  const auto truth = boost::json::parse(simulator.truth(at));
  for (const auto& record : truth.at("records").as_array())
    revisions.emplace_back(text(record.at("id")), text(record.at("revision")));
  return revisions;
}

Revisions concluded(const std::vector<RecordTruth>& records, Instant at) {
  Revisions revisions;
  for (const RecordTruth& record : records)
    if (const auto name = revision_name(record, at); !name.empty())
      revisions.emplace_back(record.id, std::string(name));
  return revisions;
}

Options shaped_world() {
  Options options = testing::still_world();
  options.days = 9;
  options.world = extraction_world();
  return options;
}

void expect_agreement(const Options& options) {
  const Bench bench(options);
  bench.simulator->extend_to(noon + days(20));
  const auto records = bench.simulator->records();
  ASSERT_GT(records.size(), 400U);
  std::set<std::string> seen;
  for (Instant at = noon - days(options.days); at <= noon + days(14); at += hours(11)) {
    const Revisions revisions = told(*bench.simulator, at);
    ASSERT_EQ(revisions, concluded(records, at)) << format_instant(at);
    for (const auto& [id, revision] : revisions) seen.insert(revision);
  }
  EXPECT_EQ(seen, (std::set<std::string>{"open", "closed", "finished", "corrected"}));
}

TEST(RecordsOracle, AgreesWithTheToldTruthOfTheUsualWorld) { expect_agreement(testing::still_world()); }

TEST(RecordsOracle, AgreesWithTheToldTruthOfAShapedWorld) { expect_agreement(shaped_world()); }

TEST(RecordsOracle, IsInOrderAndReachesToTheMidnightAfterNow) {
  const Bench bench;
  const auto records = bench.simulator->records();
  ASSERT_FALSE(records.empty());
  EXPECT_GT(records.back().start, noon);
  EXPECT_LT(records.back().start, std::chrono::ceil<days>(noon));
  for (std::size_t i = 1; i < records.size(); ++i)
    ASSERT_LT(std::tie(records[i - 1].start, records[i - 1].id), std::tie(records[i].start, records[i].id));
}

TEST(RecordsOracle, GrowsWithTheWorldAndChangesNothingOfWhatWasThere) {
  const Bench bench;
  const auto before = bench.simulator->records();
  bench.simulator->extend_to(noon + days(2));
  const auto after = bench.simulator->records();
  ASSERT_GT(after.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    ASSERT_EQ(after[i].id, before[i].id);
    ASSERT_EQ(after[i].finished_at, before[i].finished_at);
  }
  EXPECT_EQ(bench.simulator->now(), noon);
}

}  // namespace
}  // namespace nowthen::sim

// `nowthen sync` and `nowthen status` under the tutorial's contract as their user meets them, through the
// whole program.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
using std::chrono::hours;
using testing::FilledHome;
using testing::SimulatedProcess;

sim::Options organisation() {
  sim::Options options{.seed = 3,
                       .days = 6,
                       .per_day = 250,
                       .now = parse_instant("2026-11-25T12:00:00Z").value(),
                       .limits = "default"};
  options.contract = sim::Contract::tutorial;
  return options;
}

class TutorialSyncCommand : public ::testing::Test {
 protected:
  TutorialSyncCommand() : process(organisation()) {
    process.environment["NOWTHEN_HOME"] = home.path();
    process.environment["NOWTHEN_CONTRACT"] = "tutorial";
  }

  int sync(std::vector<std::string> more = {}) {
    more.insert(more.begin(), "sync");
    return process.run(more);
  }
  bool says(const std::string& words) const {
    return process.err.str().find(words) != std::string::npos ||
           process.out.str().find(words) != std::string::npos;
  }
  std::size_t requests() const { return process.simulator->requests().size(); }

  FilledHome home;
  SimulatedProcess process;
};

TEST_F(TutorialSyncCommand, ReadsUntilADayAndSaysWhereThatLeavesNone) {
  ASSERT_NE(sync({"--from", "2026-11-20", "--to", "2026-11-22"}), 1) << process.err.str();
  EXPECT_TRUE(says("days since 2026-11-20: 1 complete, 1 not proven yet")) << process.err.str();
  ASSERT_EQ(
      process.run(
          {"query", "--format", "csv",
           "SELECT count_if(conversation_start < '2026-11-22') > 400, "
           "count_if(conversation_start BETWEEN '2026-11-22' AND '2026-11-24') < 50 FROM conversation"}),
      0);
  EXPECT_TRUE(says("true,true")) << "but for what the live listing shows: " << process.out.str();
  EXPECT_EQ(sync({"--to", "2026-11-20"}), 2);
  EXPECT_TRUE(says("--to leaves no day: the first that is wanted is 2026-11-20")) << process.err.str();
  EXPECT_EQ(sync({"--to", "2026-11-22", "--follow"}), 2);
  EXPECT_TRUE(says("--follow keeps up with the present, which --to leaves out")) << process.err.str();
}

TEST_F(TutorialSyncCommand, ReadsItsDaysWithinThePaceAndThenNothing) {
  const Instant begun = process.clock.now();
  ASSERT_NE(sync({"--from", "2026-11-20"}), 1) << process.err.str();
  EXPECT_TRUE(says("days since 2026-11-20")) << process.err.str();
  EXPECT_GT(process.clock.now() - begun, std::chrono::minutes(1)) << "ten pages a minute";
  for (const auto& request : process.simulator->requests()) EXPECT_NE(request.status, 429);
  const auto before = requests();
  sync();
  EXPECT_TRUE(says("nothing was worth a request")) << process.err.str();
  EXPECT_LE(requests() - before, 1U) << "a token";
  EXPECT_EQ(process.run({"verify"}), 0) << process.out.str();
}

TEST_F(TutorialSyncCommand, FollowingStaysUntilItIsStoppedAndKeepsTheDataFresh) {
  const Instant end = parse_instant("2026-11-26T06:00:00Z").value();
  process.clock.set_alarm(end, [this] { process.stop.request_stop(); });
  ASSERT_NE(sync({"--from", "2026-11-24", "--follow"}), 1) << process.err.str();
  EXPECT_GE(process.clock.now(), end);
  EXPECT_LT(process.clock.now(), end + hours(1));
  EXPECT_TRUE(says("days since 2026-11-24")) << process.err.str();
  process.stop = std::stop_source();
  ASSERT_EQ(process.run({"query",
                         "SELECT conversation_id FROM conversation WHERE conversation_end < "
                         "TIMESTAMPTZ '2026-11-26T03:00:00Z'",
                         "--format", "ndjson"}),
            0);
  const std::string held = process.out.str();
  ASSERT_EQ(
      process.run({"history", "--from", "2026-11-25T12:00Z", "--to", "2026-11-26T02:00Z", "--format", "csv"}),
      0);
  std::size_t shown = 0;
  std::istringstream lines(process.out.str());
  std::string line;
  std::getline(lines, line);  // names of the columns
  for (; std::getline(lines, line); ++shown) {
    const std::string id = line.substr(0, line.find(','));
    EXPECT_NE(held.find(id), std::string::npos) << id << " ended hours ago and is not here";
  }
  EXPECT_GT(shown, 20U);
  EXPECT_EQ(process.run({"verify"}), 0) << process.out.str();
}

TEST_F(TutorialSyncCommand, DoesNotClaimToKnowWhoWaitedWhen) {
  sync({"--from", "2026-11-20"});
  EXPECT_EQ(process.run({"asof", "2026-11-23T11:00Z"}), 1) << process.out.str();
  EXPECT_TRUE(says("does not say who waited or talked when")) << process.err.str();
  EXPECT_TRUE(says("hint: nowthen live --watch")) << process.err.str();
}

TEST_F(TutorialSyncCommand, ReconcileSaysThatNobodyElseCounts) {
  sync({"--from", "2026-11-20"});
  EXPECT_EQ(process.run({"reconcile", "--format", "text"}), 0) << process.err.str();
  EXPECT_TRUE(says("counts nothing but its own listing")) << process.out.str();
}

TEST_F(TutorialSyncCommand, SaysBeforehandWhatItWouldAskAndAsksNothing) {
  EXPECT_EQ(sync({"--from", "2026-11-20", "--dry-run"}), 0) << process.err.str();
  EXPECT_TRUE(says("history of 2026-11-20 to 2026-11-24")) << process.out.str();
  EXPECT_TRUE(says("the live listing"));
  EXPECT_LE(requests(), 1U) << "a token";
}

TEST_F(TutorialSyncCommand, ABudgetIsKeptAndTheNextRunGoesOn) {
  EXPECT_EQ(sync({"--from", "2026-11-20", "--budget", "4"}), 3);
  EXPECT_TRUE(says("the budget is used up")) << process.err.str();
  EXPECT_LE(requests(), 5U);
  for (int run = 0; run < 20 && sync({"--budget", "4"}) == 3 && says("budget is used up"); ++run) continue;
  EXPECT_EQ(process.run({"query", "SELECT count(*) AS n FROM ledger_window WHERE readings > 1"}), 0);
  EXPECT_TRUE(says("\"n\":0")) << "no day was read twice: " << process.out.str();
  EXPECT_EQ(process.run({"verify"}), 0) << process.out.str();
}

TEST_F(TutorialSyncCommand, StatusSaysWhatThisContractCannotProve) {
  sync({"--from", "2026-11-20"});
  process.run({"status", "--format", "json", "--due", "12h"});
  const auto status = json::parse(process.out.str());
  EXPECT_EQ(status.at("can_settle"), false);
  EXPECT_EQ(status.at("days").at(0).at("day"), "2026-11-20");
  EXPECT_EQ(status.at("days").at(0).at("state"), "complete");
  EXPECT_EQ(status.at("forecast").at("requests"), 0);
  EXPECT_GT(status.at("open").at("going_on").as_int64(), 0);
  process.run({"status", "--format", "text"});
  EXPECT_TRUE(says("by this contract: that a day is settled")) << process.out.str();
  EXPECT_FALSE(says("job")) << process.out.str();
}

TEST_F(TutorialSyncCommand, WithoutTheScopeForLiveItReadsHistoryAndExitsWithThree) {
  ASSERT_TRUE(process.simulator->set_faults(R"([{"match":{"endpoint":"live"},"do":"forbidden"}])"));
  EXPECT_EQ(sync({"--from", "2026-11-20"}), 3);
  EXPECT_TRUE(says("no day can be proven complete")) << process.err.str();
  EXPECT_TRUE(says("conversations:view")) << process.err.str();
}

TEST_F(TutorialSyncCommand, WithoutTheScopeForHistoryItFailsAndNamesIt) {
  ASSERT_TRUE(process.simulator->set_faults(R"([{"match":{"endpoint":"history"},"do":"forbidden"}])"));
  EXPECT_EQ(sync({"--from", "2026-11-20"}), 1);
  EXPECT_TRUE(says("analytics:conversation")) << process.err.str();
}

TEST_F(TutorialSyncCommand, DataOfTheOtherContractAreRefused) {
  sync({"--from", "2026-11-24", "--budget", "2"});
  process.environment["NOWTHEN_CONTRACT"] = "platform";
  EXPECT_EQ(sync(), 2);
  EXPECT_TRUE(says("these data were synced under the tutorial's contract")) << process.err.str();
}

TEST_F(TutorialSyncCommand, KnowsWhatWasImportedBefore) {
  ASSERT_EQ(process.run({"history", "--from", "2026-11-20", "--format", "ndjson"}), 0) << process.err.str();
  const std::string file = home.path() + "/before.ndjson";
  std::ofstream(file) << process.out.str();
  ASSERT_EQ(process.run({"import", "--as-of", "2026-11-25T12:00:00Z", file}), 0) << process.err.str();
  sync({"--from", "2026-11-20"});
  EXPECT_EQ(process.run({"query",
                         "SELECT count(*) AS n FROM conversation WHERE seen_import_at IS NOT NULL AND "
                         "surface = 'live'"}),
            0);
  EXPECT_TRUE(says("\"n\":0")) << process.out.str();
}

}  // namespace
}  // namespace nowthen

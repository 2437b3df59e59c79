// `nowthen status` as its user meets it: after syncs with a simulated organisation, through the whole
// program.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/commands/status_report.hpp"
#include "support/checkout.hpp"
#include "support/filled_home.hpp"
#include "support/owned_home.hpp"
#include "support/simulated_process.hpp"
#include "support/status_sample.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
using std::chrono::hours;
using testing::FilledHome;
using testing::OwnedHome;
using testing::SimulatedProcess;

const Instant noon = parse_instant("2026-11-25T12:00:00Z").value();

sim::Options organisation() {
  sim::Options options{.seed = 3, .days = 6, .per_day = 60, .now = noon, .limits = "off"};
  options.contract = sim::Contract::platform;
  return options;
}

class StatusCommand : public ::testing::Test {
 protected:
  StatusCommand() : process(organisation()) {
    process.environment["NOWTHEN_HOME"] = home.path();
    process.environment["NOWTHEN_CONTRACT"] = "platform";
  }

  json::object status(int code) {
    EXPECT_EQ(process.run({"status", "--format", "json"}), code) << process.err.str();
    return json::parse(process.out.str()).as_object();
  }

  FilledHome home;
  SimulatedProcess process;
};

TEST_F(StatusCommand, NeedsData) {
  EXPECT_EQ(process.run({"status"}), 1);
  EXPECT_NE(process.err.str().find("hint: "), std::string::npos) << process.err.str();
}

TEST_F(StatusCommand, SaysThatNothingWasSyncedWhereThingsWereOnlyImported) {
  home.take({testing::record_of("c-1", "2026-11-20T10:00:00.250Z", 60'000)});
  ASSERT_EQ(process.run({"status", "--format", "text"}), 0) << process.err.str();
  EXPECT_NE(process.out.str().find("nothing was synced yet"), std::string::npos) << process.out.str();
}

TEST_F(StatusCommand, ShowsWhatASyncHasProven) {
  ASSERT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str();
  const json::object found = status(0);
  EXPECT_TRUE(found.at("proven").as_bool());
  EXPECT_EQ(found.at("first_day").as_string(), "2026-11-21");
  const json::array& days = found.at("days").as_array();
  ASSERT_EQ(days.size(), 5U);
  EXPECT_EQ(days[0].at("state").as_string(), "complete");
  EXPECT_GT(days[0].at("conversations").as_int64(), 0);
  EXPECT_EQ(days[4].at("state").as_string(), "open");
  ASSERT_EQ(found.at("runs").as_array().size(), 1U);
  EXPECT_GT(found.at("runs").at(0).at("requests").as_int64(), 3);
  EXPECT_EQ(found.at("runs").at(0).at("exit_code").as_int64(), 0);
  EXPECT_EQ(found.at("forecast").at("requests").as_int64(), 0)
      << "right after a sync nothing is worth asking";
  EXPECT_GT(found.at("freshness").at("surfaces").as_array().size(), 1U);
}

TEST(StatusOfJobs, ShowsThoseThatWereStartedAheadToo) {
  sim::Options slow = organisation();
  slow.jobs.pending = hours(1);
  const FilledHome home;
  SimulatedProcess process(slow);
  process.environment["NOWTHEN_HOME"] = home.path();
  process.environment["NOWTHEN_CONTRACT"] = "platform";
  std::size_t most = 0;
  for (int run = 0; run < 4; ++run) {
    process.run({"sync", "--from", "-200d", "--no-wait"});
    process.run({"status", "--format", "json"});
    const json::array jobs = json::parse(process.out.str()).at("open").at("jobs").as_array();
    for (std::size_t i = 1; i < jobs.size(); ++i)
      EXPECT_NE(jobs[i].at("job_id"), jobs[i - 1].at("job_id")) << process.out.str();
    most = std::max(most, jobs.size());
    process.clock.advance(hours(2));
  }
  EXPECT_GT(most, 1U);
}

TEST_F(StatusCommand, EndsWithThreeWhenADayThatShouldBeCompleteIsNot) {
  ASSERT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str();
  process.clock.advance(hours(24 * 3));
  const json::object found = status(3);
  EXPECT_FALSE(found.at("proven").as_bool());
  EXPECT_EQ(found.at("unproven").at("overdue_days").as_int64(), 2) << found;
  EXPECT_GT(found.at("forecast").at("requests").as_int64(), 0);
  EXPECT_EQ(process.run({"status", "--due", "10d"}), 0);
}

TEST_F(StatusCommand, SaysTheSameWhileAnotherProcessOwnsTheData) {
  ASSERT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str();
  for (const char* format : {"json", "text"}) {
    ASSERT_EQ(process.run({"status", "--format", format}), 0) << process.err.str();
    const std::string alone = process.out.str();
    const OwnedHome owner(home);
    ASSERT_EQ(process.run({"status", "--format", format}), 0) << process.err.str();
    EXPECT_EQ(process.out.str(), alone);
  }
}

TEST_F(StatusCommand, RefusesASpanThatIsNone) {
  EXPECT_EQ(process.run({"status", "--due", "soon"}), 2);
  EXPECT_EQ(process.run({"status", "--weeks", "0"}), 2);
}

/// To change what programs read of a status on purpose, set NOWTHEN_UPDATE_GOLDEN.
TEST(StatusFormat, StaysWhatProgramsWereWrittenFor) {
  const std::string file = testing::in_checkout("tests/golden/status.json");
  const std::string text = cli::status_json(testing::status_sample());
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  if (std::getenv("NOWTHEN_UPDATE_GOLDEN") != nullptr) std::ofstream(file) << text;
  std::ostringstream golden;
  golden << std::ifstream(file).rdbuf();
  EXPECT_EQ(text, golden.str());
}

}  // namespace
}  // namespace nowthen

// `nowthen reconcile` as its user meets it: after a sync with a simulated organisation, through the whole
// program.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
using testing::FilledHome;
using testing::SimulatedProcess;

const Instant noon = parse_instant("2026-11-25T12:00:00Z").value();

sim::Options organisation() {
  sim::Options options{.seed = 3, .days = 6, .per_day = 60, .now = noon, .speed = 0, .limits = "off"};
  options.contract = sim::Contract::platform;
  return options;
}

class ReconcileCommand : public ::testing::Test {
 protected:
  ReconcileCommand() : process(organisation()) {
    process.environment["NOWTHEN_HOME"] = home.path();
    process.environment["NOWTHEN_CONTRACT"] = "platform";
    EXPECT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str();
  }

  json::object reconciled(int code, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"reconcile", "--format", "json"});
    EXPECT_EQ(process.run(std::move(more)), code) << process.err.str() << process.out.str();
    return json::parse(process.out.str()).as_object();
  }

  FilledHome home;
  SimulatedProcess process;
};

TEST_F(ReconcileCommand, FindsThatAllSidesAgree) {
  const json::object found = reconciled(0);
  EXPECT_TRUE(found.at("agree").as_bool());
  ASSERT_EQ(found.at("days").as_array().size(), 4U);
  for (const json::value& day : found.at("days").as_array()) {
    EXPECT_GT(day.at("by_job_alone").as_int64(), 0);
    const json::value& offered = day.at("metrics").at("nOffered");
    EXPECT_GT(offered.at("counted").as_int64(), 0);
    EXPECT_EQ(offered.at("counted"), offered.at("here"));
  }
}

TEST_F(ReconcileCommand, FindsAConversationThatNoJobHas) {
  home.take({testing::record_of("c-1", "2026-11-22T10:00:00.250Z", 60'000)}, "2026-11-25T11:59:00Z");
  const json::object found = reconciled(3, {"--offline"});
  ASSERT_EQ(found.at("differences").as_array().size(), 1U);
  EXPECT_EQ(found.at("differences").at(0).at("what").as_string(), "conversation c-1 is in no job");
  EXPECT_EQ(found.at("not_counted").as_string(), "--offline");
}

TEST_F(ReconcileCommand, ComparesTheRestWhereCountsAreForbidden) {
  ASSERT_TRUE(process.simulator->set_faults(R"([{"match":{"endpoint":"aggregates"},"do":"forbidden"}])"));
  const json::object found = reconciled(0);
  EXPECT_FALSE(found.at("not_counted").is_null());
  EXPECT_TRUE(found.at("days").at(0).at("metrics").at("nOffered").at("counted").is_null());
}

TEST_F(ReconcileCommand, LooksAtNoDayBeforeTheOneGiven) {
  EXPECT_EQ(reconciled(0, {"--from", "2026-11-24"}).at("days").as_array().size(), 1U);
}

}  // namespace
}  // namespace nowthen

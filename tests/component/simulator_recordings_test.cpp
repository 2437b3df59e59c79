#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "support/checkout.hpp"
#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

using testing::PlatformBench;
using testing::text;

constexpr const char* jobs = "/api/v2/analytics/conversations/details/jobs";

/// The recorded conversations by id.
std::map<std::string, json::value> recorded(const std::string& folder) {
  std::map<std::string, json::value> records;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ostringstream content;
    content << std::ifstream(file.path()).rdbuf();
    const json::value whole = json::parse(content.str());
    const auto* list = whole.as_object().if_contains("conversations");
    const json::array records_of_file = list == nullptr ? json::array{whole} : list->as_array();
    for (const auto& each : records_of_file) records[text(each.at("conversationId"))] = each;
  }
  return records;
}

std::map<std::string, json::value> by_id(const json::value& reply) {
  std::map<std::string, json::value> records;
  for (const auto& each : reply.at("conversations").as_array())
    records[text(each.at("conversationId"))] = each;
  return records;
}

class SimulatorRecordings : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no recordings at " << folder;
    bench.emplace(Options{.limits = "off", .records_dir = folder});
    wanted = recorded(folder);
  }

  const std::string folder = nowthen::testing::in_shared("data/details");
  std::optional<PlatformBench> bench;
  std::map<std::string, json::value> wanted;
};

TEST_F(SimulatorRecordings, ComeBackUnchangedThroughQueryAndById) {
  for (const auto& [id, record] : wanted) {
    const auto day = text(record.at("conversationStart")).substr(0, 10);
    const auto reply = bench->query(fmt::format(R"({{"interval":"{0}T00:00:00Z/{0}T23:59:59Z"}})", day));
    EXPECT_EQ(by_id(PlatformBench::json(reply))[id], record);
    const auto alone = bench->call("GET", fmt::format("/api/v2/analytics/conversations/{}/details", id));
    EXPECT_EQ(PlatformBench::json(alone), record);
  }
}

TEST_F(SimulatorRecordings, ComeBackUnchangedThroughOneJob) {
  const auto job = PlatformBench::json(
      bench->call("POST", jobs, R"({"interval":"2010-01-01T00:00:00Z/2030-01-01T00:00:00Z"})"));
  bench->clock.advance(std::chrono::seconds(2));
  const auto results = bench->call("GET", fmt::format("{}/{}/results", jobs, text(job.at("jobId"))));
  EXPECT_EQ(by_id(PlatformBench::json(results)), wanted);
}

TEST_F(SimulatorRecordings, AreFoundByWhatTheySay) {
  const auto reply = bench->query(
      R"({"interval":"2025-03-10T00:00:00Z/2025-03-11T00:00:00Z","segmentFilters":[{"type":"and","predicates":[
      {"dimension":"purpose","value":"acd"},{"dimension":"usedRouting","value":"Direct"}]}]})");
  EXPECT_EQ(PlatformBench::json(reply).at("totalHits").as_int64(), 1) << reply.body;
}

}  // namespace
}  // namespace nowthen::sim

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "simulator/faults/script.hpp"
#include "simulator/limits/limits_file.hpp"
#include "simulator/serve.hpp"
#include "tests/support/checkout.hpp"
#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim {
namespace {

std::string reference() {
  std::ifstream file(nowthen::testing::in_checkout("docs/reference/simulator.md"));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

TEST(SimulatorReference, HasAWorkingExampleForEveryRuleItShows) {
  const std::string text = reference();
  const std::regex example(R"((`|\n)(\{[^`\n]*"do": [^`\n]*\})(`|\n))");
  int count = 0;
  for (std::sregex_iterator found(text.begin(), text.end(), example), end; found != end; ++found, ++count) {
    const auto script = parse_script("[" + (*found)[2].str() + "]");
    EXPECT_TRUE(script) << (*found)[2].str() << ": " << (script ? "" : script.error().message);
  }
  EXPECT_GT(count, 30);
}

TEST(SimulatorReference, NamesEveryAction) {
  const std::string text = reference();
  for (const auto name : action_names())
    EXPECT_NE(text.find("`" + std::string(name) + "`"), std::string::npos) << name;
}

TEST(SimulatorReference, ShowsALimitsFileThatIsOne) {
  const std::string text = reference();
  const auto begin = text.find("```json\n", text.find("## Limits file")) + 8;
  const auto limits = parse_limits(text.substr(begin, text.find("```", begin) - begin));
  ASSERT_TRUE(limits) << limits.error().message;
  EXPECT_TRUE(limits->headers);
}

TEST(SimulatorRecords, GiveRecordedConversationsBackThroughLiveOrHistory) {
  const std::string folder = nowthen::testing::in_shared("data/details");
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no recordings at " << folder;
  Options options{.limits = "off", .records_dir = folder};
  testing::Bench bench(options);
  EXPECT_EQ(format_instant(bench.simulator->now()), "2025-03-10T05:10:00.631Z");
  const auto live = testing::Bench::json(bench.live());
  EXPECT_EQ(live.at("totalCount").as_int64(), 4) << "three without an end, one closed within a day";
  const auto splunk = testing::Bench::json(
      bench.history(R"({"dateFrom":"2025-03-10T00:00:00.000Z","dateTo":"2025-03-11T00:00:00.000Z"})"));
  const auto& call = splunk.at("groups").at(0);
  EXPECT_EQ(testing::text(call.at("conversationId")), "446c0336-3579-4575-a6b1-a95a34a9d19e");
  EXPECT_EQ(call.at("metrics").at("talkTime").at("value").as_double(), 26.824);
  const auto blueprint = testing::Bench::json(
      bench.history(R"({"dateFrom":"2021-04-01T00:00:00.000Z","dateTo":"2021-04-02T00:00:00.000Z"})"));
  const auto& chat = blueprint.at("groups").at(0);
  EXPECT_EQ(testing::text(chat.at("type")), "chat");
  EXPECT_EQ(chat.at("metrics").at("talkTime").at("value").as_double(), 374.561);
  EXPECT_EQ(chat.at("metrics").at("holdTime").at("value").as_double(), 544.176);
  EXPECT_EQ(chat.at("metrics").at("wrapupTime").at("value").as_double(), 0);
}

TEST(SimulatorServing, SaysWhereItIsAndWhatToTrust) {
  testing::Bench bench;
  const auto plain = serve(*bench.simulator, {.port = 0});
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(plain->base_url, "http://127.0.0.1:" + std::to_string(plain->server->port()));
  EXPECT_TRUE(plain->certificate_pem.empty());
  const auto secure = serve(*bench.simulator, {.port = 0, .tls = true});
  ASSERT_TRUE(secure) << secure.error().message;
  EXPECT_TRUE(secure->base_url.starts_with("https://"));
  EXPECT_TRUE(secure->certificate_pem.starts_with("-----BEGIN CERTIFICATE-----"));
}

}  // namespace
}  // namespace nowthen::sim

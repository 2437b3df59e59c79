#include "cli/commands/asof_report.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "cli/output/show_time.hpp"
#include "cli/output/terminal_text.hpp"
#include "floor/leg_test_support.hpp"

namespace nowthen::cli {
namespace {

using enum floor::State;
using nowthen::testing::leg;
using nowthen::testing::second;

asof::View sample() {
  const std::vector legs{
      leg({waiting, 10, {}, "", "sales", "c1"}), leg({waiting, 40, {}, "", "claims", "c2"}),
      leg({interacting, 20, {}, "u1", "sales", "c3"}), leg({wrapping, 50, 90, "u2", "sales", "c4"})};
  asof::View view;
  view.now = second(500);
  view.floor = floor::floor_at(legs, second(70));
  view.queue_names = {{"sales", "Sales"}};
  view.user_names = {{"u1", "Ada"}};
  view.sources = {{"c1", {.is_live = true, .as_of = second(60)}},
                  {"c3", {.is_live = false, .as_of = second(400)}}};
  return view;
}

std::string text_of(const asof::View& view, std::size_t rows = 40, std::size_t width = unlimited_width) {
  return asof_text(view, {.show_instant = wall_clock(TimeZone()),
                          .zone_name = "UTC",
                          .table = {.available = width, .palette = {}},
                          .rows = rows});
}

TEST(AsOfText, CountsByStateAndSaysWhereItIsFrom) {
  const std::string text = text_of(sample());
  EXPECT_NE(text.find("2 waiting, 1 interacting, 1 wrapping; 2 agents"), std::string::npos) << text;
  EXPECT_NE(text.find("1 from the live feed, 3 from history"), std::string::npos) << text;
}

TEST(AsOfText, ShowsQueuesWithTheLongestWaitFirstByName) {
  const std::string text = text_of(sample());
  EXPECT_LT(text.find("Sales"), text.find("claims")) << text;
  EXPECT_NE(text.find("1:00"), std::string::npos) << text;
}

TEST(AsOfText, ShowsWhoWaitsBeforeWhoTalks) {
  const std::string text = text_of(sample());
  EXPECT_LT(text.rfind("waiting"), text.rfind("interacting")) << text;
  EXPECT_NE(text.find("Ada"), std::string::npos) << text;
}

TEST(AsOfText, SaysHowManyMoreThereAre) {
  EXPECT_NE(text_of(sample(), 3).find("and 1 more"), std::string::npos);
}

TEST(AsOfText, FitsATerminal) {
  const std::string text = text_of(sample(), 40, 60);
  std::size_t begin = text.find("queue");
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    EXPECT_LE(display_width(text.substr(begin, end - begin)), 60U) << text;
}

TEST(AsOfText, SaysThatNothingWasGoingOn) {
  asof::View view;
  view.is_proven = true;
  EXPECT_NE(text_of(view).find("nothing was going on"), std::string::npos);
}

TEST(AsOfJson, HasEverything) {
  asof::View view = sample();
  view.gap = asof::Gap{.began_at = second(60), .ended_at = {}, .cause = "silence"};
  const auto json = boost::json::parse(asof_json(view));
  EXPECT_EQ(json.at("at").as_string(), "1970-01-01T00:01:10.000Z");
  EXPECT_EQ(json.at("queues").at(1).at("queue").as_string(), "Sales");
  EXPECT_EQ(json.at("queues").at(1).at("longest_wait_ms").as_int64(), 60'000);
  EXPECT_EQ(json.at("conversations").as_array().size(), 4U);
  EXPECT_EQ(json.at("conversations").at(0).at("source").as_string(), "live");
  EXPECT_EQ(json.at("conversations").at(0).at("age_ms").as_int64(), 60'000);
  EXPECT_TRUE(json.at("conversations").at(0).at("user").is_null());
  EXPECT_EQ(json.at("agents").as_array().size(), 2U);
  EXPECT_EQ(json.at("gap").at("cause").as_string(), "silence");
  EXPECT_TRUE(json.at("gap").at("ended_at").is_null());
}

}  // namespace
}  // namespace nowthen::cli

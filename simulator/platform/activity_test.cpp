#include <gtest/gtest.h>

#include <set>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* path = "/api/v2/analytics/conversations/activity/query";
const std::string all_three =
    R"("metrics":[{"metric":"oWaiting"},{"metric":"oAlerting"},{"metric":"oInteracting"}])";

/// Many at work, so that there is something to see.
Options busy_world() {
  Options options = still_world();
  options.days = 1;
  options.per_day = 8000;
  return options;
}

boost::json::value asked(PlatformBench& bench, const std::string& body,
                         const std::string& page = "?pageSize=100") {
  const auto reply = bench.call("POST", path + page, body);
  EXPECT_EQ(reply.status, 200) << reply.body;
  return PlatformBench::json(reply);
}

std::int64_t total(const boost::json::value& reply, std::string_view metric) {
  std::int64_t sum = 0;
  for (const auto& row : reply.at("results").as_array())
    for (const auto& each : row.at("data").as_array())
      if (text(each.at("metric")) == metric && each.as_object().contains("count"))
        sum += each.at("count").as_int64();
  return sum;
}

TEST(Activity, CountsTheSameHoweverItIsGrouped) {
  PlatformBench bench(busy_world());
  const auto by_queue = asked(bench, "{" + all_three + R"(,"groupBy":["queueId"]})");
  const auto by_both = asked(bench, "{" + all_three + R"(,"groupBy":["queueId","mediaType"]})");
  const auto by_medium = asked(bench, "{" + all_three + R"(,"groupBy":["mediaType"]})");
  EXPECT_GT(total(by_queue, "oInteracting"), 10);
  for (const char* metric : {"oWaiting", "oAlerting", "oInteracting"}) {
    EXPECT_EQ(total(by_queue, metric), total(by_both, metric)) << metric;
    EXPECT_EQ(total(by_queue, metric), total(by_medium, metric)) << metric;
  }
}

TEST(Activity, ShowsWhoMakesUpACount) {
  PlatformBench bench(busy_world());
  const auto reply =
      asked(bench, R"({"metrics":[{"metric":"oInteracting","details":true}],"groupBy":["queueId"]})");
  EXPECT_EQ(text(reply.at("entityIdDimension")), "conversationId");
  for (const auto& row : reply.at("results").as_array()) {
    const auto& entities = row.at("entities").as_array();
    EXPECT_EQ(std::ssize(entities), std::min<std::int64_t>(100, row.at("data").at(0).at("count").as_int64()));
    for (const auto& entity : entities) EXPECT_EQ(entity.at("queueId"), row.at("group").at("queueId"));
  }
}

TEST(Activity, CutsLongListsAndSaysSo) {
  Options options = busy_world();
  options.per_day = 20'000;
  PlatformBench bench(options);
  const auto reply =
      asked(bench, R"({"metrics":[{"metric":"oInteracting","details":true}],"groupBy":["direction"]})");
  bool cut = false;
  for (const auto& row : reply.at("results").as_array()) {
    const bool more = row.at("data").at(0).at("count").as_int64() > 100;
    EXPECT_EQ(row.at("truncated").as_bool(), more);
    cut = cut || more;
  }
  EXPECT_TRUE(cut);
}

TEST(Activity, GivesTheInstantOfTheLongestWaiting) {
  PlatformBench bench(busy_world());
  const auto reply = asked(
      bench, R"({"metrics":[{"metric":"oLongestInteracting"},{"metric":"oInteracting","details":true}],)"
             R"("groupBy":["queueId"]})");
  for (const auto& row : reply.at("results").as_array()) {
    const auto longest = row.at("data").at(0).at("calculatedMetricValue").as_int64();
    if (row.at("truncated").as_bool()) continue;
    std::int64_t first = longest + 1;
    for (const auto& entity : row.at("entities").as_array())
      first =
          std::min(first, parse_instant(text(entity.at("activityDate"))).value().time_since_epoch().count());
    EXPECT_EQ(longest, first);
  }
}

TEST(Activity, IsPagedByGroup) {
  PlatformBench bench(busy_world());
  const std::string body = "{" + all_three + R"(,"groupBy":["queueId","mediaType"]})";
  const auto whole = asked(bench, body).at("results").as_array();
  boost::json::array pages;
  for (std::size_t page = 1; page <= whole.size(); ++page) {
    const auto reply = asked(bench, body, "?pageSize=2&pageNumber=" + std::to_string(page));
    for (const auto& row : reply.at("results").as_array()) pages.push_back(row);
  }
  EXPECT_EQ(pages, whole);
}

TEST(Activity, KeepsToItsFilter) {
  PlatformBench bench(busy_world());
  const auto reply = asked(bench, "{" + all_three +
                                      R"(,"groupBy":["mediaType"],"filter":{"type":"or","predicates":)"
                                      R"([{"dimension":"mediaType","value":"chat"}]}})");
  ASSERT_EQ(reply.at("results").as_array().size(), 1U);
  EXPECT_EQ(text(reply.at("results").at(0).at("group").at("mediaType")), "chat");
}

TEST(Activity, NamesWhatItDoesNotKnow) {
  PlatformBench bench;
  const std::pair<std::string, std::string> cases[] = {
      {R"({"metrics":[{"metric":"oSleeping"}],"groupBy":["queueId"]})", "oSleeping"},
      {R"({"metrics":[{"metric":"oWaiting"}],"groupBy":["colour"]})", "colour"},
      {R"({"metrics":[{"metric":"oWaiting"}],"groupBy":["queueId"],"filter":{"type":"or","predicates":)"
       R"([{"dimension":"purpose","value":"x"}]}})",
       "purpose"},
      {R"({"groupBy":["queueId"]})", "metrics"},
      {R"({"metrics":[{"metric":"oWaiting"}]})", "groupBy"},
      {R"({"metrics":[{"metric":"oWaiting"}],"groupBy":["queueId"],"paging":{}})", "paging"}};
  for (const auto& [body, named] : cases) {
    const auto reply = bench.call("POST", path, body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_NE(message_of(reply).find(named), std::string::npos) << message_of(reply);
  }
}

}  // namespace
}  // namespace nowthen::sim

#include <gtest/gtest.h>

#include <map>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* path = "/api/v2/analytics/conversations/aggregates/query";
const std::string two_days = R"("interval":"2026-11-18T00:00:00.000Z/2026-11-20T00:00:00.000Z")";

boost::json::value asked(PlatformBench& bench, const std::string& rest) {
  const auto reply = bench.call("POST", path, "{" + two_days + rest + "}");
  EXPECT_EQ(reply.status, 200) << reply.body;
  return PlatformBench::json(reply);
}

struct Sum {
  std::int64_t count = 0;
  std::int64_t sum = 0;
  bool operator==(const Sum&) const = default;
};

/// What the groups and pieces have together, by metric.
std::map<std::string, Sum> sums_of(const boost::json::value& reply) {
  std::map<std::string, Sum> sums;
  for (const auto& group : reply.at("results").as_array())
    for (const auto& piece : group.at("data").as_array())
      for (const auto& metric : piece.at("metrics").as_array()) {
        const auto& stats = metric.at("stats").as_object();
        Sum& sum = sums[text(metric.at("metric"))];
        sum.count += stats.at("count").as_int64();
        if (const auto* more = stats.if_contains("sum")) sum.sum += more->as_int64();
      }
  return sums;
}

TEST(Aggregates, AddUpToTheSameHoweverTheyAreCut) {
  PlatformBench bench;
  const std::string metrics =
      R"(,"metrics":["nOffered","nConnected","tAnswered","tHandle","tAcw","tTalkComplete"])";
  const auto whole = sums_of(asked(bench, metrics));
  EXPECT_GT(whole.at("nOffered").count, 100);
  EXPECT_EQ(whole, sums_of(asked(bench, metrics + R"(,"granularity":"PT30M")")));
  EXPECT_EQ(whole,
            sums_of(asked(bench, metrics + R"(,"granularity":"P1D","groupBy":["queueId","mediaType"])")));
  EXPECT_EQ(whole, sums_of(asked(
                       bench, metrics + R"(,"groupBy":["userId","direction","wrapUpCode","divisionId"])")));
}

TEST(Aggregates, ShowCountsAsCountsAndTimesWithTheirExtremes) {
  PlatformBench bench;
  const auto reply = asked(bench, R"(,"metrics":["nOffered","tHandle"])");
  const auto& metrics = reply.at("results").at(0).at("data").at(0).at("metrics");
  EXPECT_EQ(metrics.at(0).at("stats").as_object().size(), 1U);
  const auto& handle = metrics.at(1).at("stats");
  EXPECT_LT(handle.at("min").as_int64(), handle.at("max").as_int64());
  EXPECT_GE(handle.at("sum").as_int64(), handle.at("max").as_int64());
}

TEST(Aggregates, NamePiecesByTheIntervalTheyCover) {
  PlatformBench bench;
  const auto reply = asked(bench, R"(,"metrics":["nOffered"],"granularity":"P1D")");
  const auto& data = reply.at("results").at(0).at("data").as_array();
  ASSERT_EQ(data.size(), 2U);
  EXPECT_EQ(text(data[0].at("interval")), "2026-11-18T00:00:00.000Z/2026-11-19T00:00:00.000Z");
  EXPECT_EQ(text(data[1].at("interval")), "2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z");
}

TEST(Aggregates, MeasureTheServiceLevelByTheAnswersThatCameInTime) {
  PlatformBench bench;
  const auto reply = asked(
      bench, R"(,"groupBy":["queueId"],"metrics":["oServiceLevel","oServiceTarget","tAnswered","tAbandon"])");
  int levels = 0;
  for (const auto& group : reply.at("results").as_array()) {
    if (!group.at("group").as_object().contains("queueId")) continue;
    std::map<std::string, boost::json::object> stats;
    for (const auto& metric : group.at("data").at(0).at("metrics").as_array())
      stats[text(metric.at("metric"))] = metric.at("stats").as_object();
    std::int64_t all = 0;
    for (const char* name : {"tAnswered", "tAbandon"})
      if (stats.contains(name)) all += stats[name].at("count").as_int64();
    const auto& level = stats.at("oServiceLevel");
    EXPECT_EQ(level.at("denominator").as_int64(), all);
    EXPECT_LE(level.at("numerator").as_int64(), all);
    EXPECT_DOUBLE_EQ(level.at("ratio").to_number<double>(),
                     static_cast<double>(level.at("numerator").as_int64()) / static_cast<double>(all));
    EXPECT_EQ(level.at("target"), stats.at("oServiceTarget").at("current"));
    ++levels;
  }
  EXPECT_GT(levels, 1);
}

TEST(Aggregates, KeepToTheirFilter) {
  PlatformBench bench;
  const auto reply =
      asked(bench, R"(,"metrics":["nOffered"],"groupBy":["mediaType"],"filter":{"type":"or",)"
                   R"("predicates":[{"type":"dimension","dimension":"mediaType","operator":"matches",)"
                   R"("value":"email"}]})");
  ASSERT_EQ(reply.at("results").as_array().size(), 1U);
  EXPECT_EQ(text(reply.at("results").at(0).at("group").at("mediaType")), "email");
}

TEST(Aggregates, NameWhatTheyDoNotKnow) {
  PlatformBench bench;
  const std::pair<std::string, std::string> cases[] = {
      {R"({"metrics":["nOffered"]})", "interval"},
      {R"({"interval":"yesterday","metrics":["nOffered"]})", "interval"},
      {"{" + two_days + "}", "metrics"},
      {"{" + two_days + R"(,"metrics":["nNothing"]})", "nNothing"},
      {"{" + two_days + R"(,"metrics":["nOffered"],"groupBy":["colour"]})", "colour"},
      {"{" + two_days + R"(,"metrics":["nOffered"],"granularity":"P1M"})", "granularity"},
      {"{" + two_days + R"(,"metrics":["nOffered"],"granularity":"PT1S"})", "granularity"},
      {"{" + two_days + R"(,"metrics":["nOffered"],"timeZone":"Europe/London"})", "timeZone"},
      {"{" + two_days + R"(,"metrics":["nOffered"],"queryType":"topN"})", "queryType"},
      {R"({"interval":"0001-01-01T00:00:00Z/9999-01-01T00:00:00Z","metrics":["nOffered"],"granularity":"PT1M"})",
       "granularity"},
      {"{" + two_days +
           R"(,"metrics":["nOffered"],"filter":{"type":"and","predicates":[{"dimension":"segmentType",)"
           R"("value":"x"}]}})",
       "segmentType"}};
  for (const auto& [body, named] : cases) {
    const auto reply = bench.call("POST", path, body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_NE(message_of(reply).find(named), std::string::npos) << message_of(reply);
  }
}

TEST(Aggregates, AskForTheirPermission) {
  Options options = still_world();
  options.permissions = {"analytics:conversationDetail:view"};
  PlatformBench bench(options);
  const auto refused = bench.call("POST", path, "{" + two_days + R"(,"metrics":["nOffered"]})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(message_of(refused).find("analytics:conversationAggregate:view"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::sim

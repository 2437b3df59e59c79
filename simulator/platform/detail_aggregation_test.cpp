#include "simulator/platform/detail_aggregation.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "simulator/platform/details_request.hpp"
#include "tests/support/platform_bench.hpp"
#include "tests/support/property.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* interval = R"("interval":"2026-11-17T00:00:00.000Z/2026-11-21T00:00:00.000Z")";

json::object answered(PlatformBench& bench, const std::string& rest) {
  const auto reply = bench.query(fmt::format("{{{}{}}}", interval, rest));
  EXPECT_EQ(reply.status, 200) << reply.body;
  return PlatformBench::json(reply).as_object();
}

/// The result of the only aggregation of a query.
json::object aggregated(PlatformBench& bench, const std::string& aggregation, const std::string& rest = "") {
  return answered(bench, fmt::format(R"(,"aggregations":[{}]{})", aggregation, rest))
      .at("aggregations")
      .as_array()
      .at(0)
      .as_object();
}

/// How many conversations pass one condition of `list`.
std::int64_t hits(PlatformBench& bench, const std::string& list, const std::string& condition) {
  return answered(bench, fmt::format(R"(,"{}":[{{"type":"and","predicates":[{}]}}])", list, condition))
      .at("totalHits")
      .as_int64();
}

TEST(DetailAggregations, CountOfEachValueWhatTheSameQueryFindsWithAFilterByIt) {
  nowthen::testing::expect_property("a value's count is the total of the query that asks for it", [] {
    Options options = still_world();
    options.seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
    options.days = 1;
    options.per_day = *rc::gen::inRange(20, 120);
    PlatformBench bench(options);
    const auto dimension = *rc::gen::element<std::string>("mediaType", "queueId", "wrapUpCode", "userId",
                                                          "purpose", "requestedRoutingSkillId", "conference");
    const auto result = aggregated(
        bench, fmt::format(R"({{"type":"termFrequency","dimension":"{}","size":1000}})", dimension));
    RC_ASSERT(text(result.at("dimension")) == dimension);
    for (const auto& row : result.at("results").as_array()) {
      const std::string condition =
          fmt::format(R"({{"dimension":"{}","value":"{}"}})", dimension, text(row.at("value")));
      RC_ASSERT(row.at("count").as_int64() == hits(bench, "segmentFilters", condition));
    }
    const auto any = fmt::format(R"({{"dimension":"{}","operator":"exists"}})", dimension);
    RC_ASSERT(result.at("count").as_int64() == hits(bench, "segmentFilters", any));
  });
}

TEST(DetailAggregations, CountOfEachRangeWhatTheSameQueryFindsWithAFilterByIt) {
  PlatformBench bench;
  const auto result = aggregated(
      bench,
      R"({"metric":"tTalkComplete","ranges":[{"lt":240000},{"gte":240000,"lt":480000.5},{"gte":480000.5}]})");
  EXPECT_EQ(text(result.at("type")), "numericRange");
  const auto& rows = result.at("results").as_array();
  ASSERT_EQ(rows.size(), 3U);
  const std::vector<std::string> ranges{R"({"lt":240000})", R"({"gte":240000,"lt":480000.5})",
                                        R"({"gte":480000.5})"};
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto condition =
        fmt::format(R"({{"type":"metric","metric":"tTalkComplete","range":{}}})", ranges[at]);
    EXPECT_EQ(rows.at(at).at("count").as_int64(), hits(bench, "conversationFilters", condition)) << at;
    EXPECT_GT(rows.at(at).at("count").as_int64(), 0) << at;
    sum += rows.at(at).at("count").as_int64();
  }
  EXPECT_FALSE(rows.at(0).as_object().contains("gte"));
  EXPECT_EQ(rows.at(1).at("lt").to_number<double>(), 480000.5);
  EXPECT_EQ(result.at("count").as_int64(), sum) << "the ranges leave nothing out";
}

TEST(DetailAggregations, ShowTheCommonestValuesFirstAndNoMoreThanAskedFor) {
  PlatformBench bench;
  const auto rows = [&bench](const std::string& size) {
    return aggregated(bench, R"({"dimension":"userId")" + size + "}").at("results").as_array();
  };
  const auto all = rows(R"(,"size":1000)");
  ASSERT_GT(all.size(), 10U);
  for (std::size_t at = 1; at < all.size(); ++at)
    EXPECT_GE(all.at(at - 1).at("count").as_int64(), all.at(at).at("count").as_int64());
  EXPECT_EQ(rows("").size(), 10U) << "the default";
  const auto three = rows(R"(,"size":3)");
  EXPECT_EQ(three, json::array(all.begin(), all.begin() + 3));
}

TEST(DetailAggregations, AreTheSameWhateverThePage) {
  PlatformBench bench;
  const auto on_page = [&bench](int number) {
    return answered(bench,
                    fmt::format(R"(,"aggregations":[{{"dimension":"mediaType"}},{{"dimension":"queueId"}}],
        "paging":{{"pageSize":10,"pageNumber":{}}})",
                                number));
  };
  const auto first = on_page(1);
  EXPECT_EQ(first.at("aggregations").as_array().size(), 2U);
  EXPECT_EQ(on_page(2).at("aggregations"), first.at("aggregations"));
  const auto past = on_page(900);
  EXPECT_FALSE(past.contains("conversations"));
  EXPECT_EQ(past.at("aggregations"), first.at("aggregations"));
}

TEST(DetailAggregations, KeepToTheFiltersOfTheQuery) {
  PlatformBench bench;
  const std::string open =
      R"(,"conversationFilters":[{"type":"and","predicates":[{"dimension":"conversationEnd","operator":"notExists"}]}])";
  const auto result = aggregated(bench, R"({"dimension":"conversationId","size":1000})", open);
  EXPECT_EQ(result.at("count"), answered(bench, open).at("totalHits"));
  EXPECT_EQ(aggregated(bench, R"({"dimension":"conversationEnd"})", open).at("count").as_int64(), 0);
}

TEST(DetailAggregations, AreAbsentWhereNobodyAsksForThem) {
  PlatformBench bench;
  EXPECT_FALSE(answered(bench, "").contains("aggregations"));
  EXPECT_FALSE(answered(bench, R"(,"aggregations":[])").contains("aggregations"));
}

TEST(ReadAggregations, SayWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"dimension":"wrapUpCode"})", "accepted"},
      {R"({"type":"termFrequency","dimension":"divisionId","size":1000})", "accepted"},
      {R"({"type":"numericRange","metric":"tHandle","ranges":[{"gte":1}]})", "accepted"},
      {R"({"metric":"nConversations","ranges":[{"gte":0,"lt":2}]})", "accepted"},
      {R"({})", "bad.request aggregations[0].dimension"},
      {R"(7)", "invalid.value aggregations[0]."},
      {R"({"type":"average","dimension":"queueId"})", "invalid.value aggregations[0].type"},
      {R"({"dimension":"colour"})", "invalid.value aggregations[0].dimension"},
      {R"({"dimension":7})", "invalid.value aggregations[0].dimension"},
      {R"({"dimension":"queueId","size":0})", "invalid.value aggregations[0].size"},
      {R"({"dimension":"queueId","size":1001})", "invalid.value aggregations[0].size"},
      {R"({"dimension":"queueId","metric":"tTalk"})", "bad.request aggregations[0].ranges"},
      {R"({"type":"termFrequency","dimension":"queueId","metric":"tTalk"})",
       "bad.request aggregations[0].metric"},
      {R"({"type":"numericRange","dimension":"queueId"})", "bad.request aggregations[0].metric"},
      {R"({"metric":"tTalk"})", "bad.request aggregations[0].ranges"},
      {R"({"metric":"tTalk","ranges":[]})", "bad.request aggregations[0].ranges"},
      {R"({"metric":"tTalk","ranges":[{}]})", "bad.request aggregations[0].ranges[0].gte"},
      {R"({"metric":"tTalk","ranges":[{"gte":2,"lt":2}]})", "bad.request aggregations[0].ranges[0].lt"},
      {R"({"metric":"tTalk","ranges":[{"gte":"2"}]})", "invalid.value aggregations[0].ranges[0].gte"},
      {R"({"metric":"tTalk","ranges":[{"gt":2,"lt":3}]})", "bad.request aggregations[0].ranges[0].gt"},
      {R"({"metric":"tSegmentDuration","ranges":[{"gte":2}]})", "invalid.value aggregations[0].metric"},
      {R"({"metric":"tTalk","ranges":[{"gte":2}],"size":3})", "bad.request aggregations[0].size"},
      {R"({"dimension":"queueId","name":"q"})", "bad.request aggregations[0].name"},
  };
  for (const auto& [aggregation, expected] : cases) {
    const auto query = parse_sync_query(fmt::format(R"({{{},"aggregations":[{}]}})", interval, aggregation));
    EXPECT_EQ(query ? "accepted" : query.error().code + " " + query.error().field, expected) << aggregation;
  }
}

TEST(ReadAggregations, TakesTwentyAtMost) {
  std::string list = R"({"dimension":"queueId"})";
  for (int each = 1; each < 20; ++each) list += R"(,{"dimension":"queueId"})";
  const auto body = [](const std::string& aggregations) {
    return fmt::format(R"({{{},"aggregations":[{}]}})", interval, aggregations);
  };
  EXPECT_TRUE(parse_sync_query(body(list)));
  EXPECT_FALSE(parse_sync_query(body(list + R"(,{"dimension":"queueId"})")));
}

}  // namespace
}  // namespace nowthen::sim

#include "simulator/platform/details_request.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

constexpr const char* day = R"("interval":"2026-11-20T00:00:00.000Z/2026-11-21T00:00:00.000Z")";

std::string with(const std::string& rest) {
  return "{" + std::string(day) + (rest.empty() ? "" : ",") + rest + "}";
}

std::string refusal(const std::string& body) {
  const auto query = parse_sync_query(body);
  return query ? "accepted" : query.error().code + " " + query.error().field;
}

TEST(ParseSyncQuery, TakesWhatThePlatformTakes) {
  const auto least = parse_sync_query(with(""));
  ASSERT_TRUE(least);
  EXPECT_EQ(least->page_size, 25);
  EXPECT_EQ(least->page_number, 1);
  const auto most = parse_sync_query(with(
      R"("order":"desc","orderBy":"segmentEnd","paging":{"pageSize":100,"pageNumber":1000},"aggregations":[],
      "conversationFilters":[{"type":"and","predicates":[{"dimension":"conversationEnd","operator":"exists"}]}],
      "segmentFilters":[{"type":"or","clauses":[{"type":"and","predicates":[
        {"type":"dimension","dimension":"queueId","operator":"matches","value":"q"},
        {"type":"metric","metric":"tSegmentDuration","range":{"gte":5,"lt":6.5}},
        {"type":"property","property":"p","propertyType":"string","value":"v"}]}]}],
      "evaluationFilters":[{"type":"and","predicates":[{"metric":"oTotalScore","range":{"gt":80}}]}],
      "surveyFilters":[{"type":"and","predicates":[{"dimension":"surveyStatus","value":"Finished"}]}],
      "resolutionFilters":[{"type":"and","predicates":[{"metric":"nNextContactAvoided","operator":"exists"}]}])"));
  ASSERT_TRUE(most) << most.error().message;
  EXPECT_EQ(most->details.order, DetailsQuery::Order::desc);
  EXPECT_EQ(most->details.filters.segment.at(0).clauses.at(0).predicates.size(), 3U);
}

TEST(ParseSyncQuery, SaysWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "bad.request "},
      {"[]", "bad.request "},
      {"{}", "bad.request interval"},
      {R"({"interval":7})", "invalid.value interval"},
      {R"({"interval":"yesterday"})", "invalid.date interval"},
      {R"({"interval":"2026-11-20T00:00:00Z"})", "invalid.date interval"},
      {R"({"interval":"2026-11-2T00:00:00Z/2026-11-21T00:00:00Z"})", "invalid.date interval"},
      {R"({"interval":"2026-11-21T00:00:00Z/2026-11-20T00:00:00Z"})", "bad.request interval"},
      {R"({"interval":"2026-11-20T00:00:00Z/2026-11-20T00:00:00Z"})", "bad.request interval"},
      {R"({"interval":"2026-10-01T00:00:00Z/2026-11-01T00:00:00.001Z"})", "bad.request interval"},
      {R"({"interval":"2026-10-01T00:00:00Z/2026-11-01T00:00:00.000Z"})", "accepted"},
      {with(R"("paging":{"pageSize":101,"pageNumber":1})"), "invalid.value paging.pageSize"},
      {with(R"("paging":{"pageSize":0,"pageNumber":1})"), "invalid.value paging.pageSize"},
      {with(R"("paging":{"pageSize":25})"), "bad.request paging.pageNumber"},
      {with(R"("paging":{"pageSize":100,"pageNumber":1001})"), "bad.request paging"},
      {with(R"("paging":{"pageSize":100,"pageNumber":1,"x":1})"), "bad.request paging.x"},
      {with(R"("order":"up")"), "invalid.value order"},
      {with(R"("orderBy":"id")"), "invalid.value orderBy"},
      {with(R"("pageSize":100)"), "bad.request pageSize"},
      {with(R"("limit":5)"), "bad.request limit"},
      {with(R"("segmentFilters":[{"predicates":[]}])"), "bad.request segmentFilters[0].type"},
      {with(R"("segmentFilters":[{"type":"xor"}])"), "invalid.value segmentFilters[0].type"},
      {with(R"("segmentFilters":[{"type":"and","predicates":[{"dimension":"mood","value":"x"}]}])"),
       "invalid.value segmentFilters[0].predicates[0].dimension"},
      {with(R"("conversationFilters":[{"type":"and","predicates":[{"dimension":"queueId","value":"x"}]}])"),
       "invalid.value conversationFilters[0].predicates[0].dimension"},
      {with(R"("segmentFilters":[{"type":"and","predicates":[{"dimension":"queueId"}]}])"),
       "bad.request segmentFilters[0].predicates[0].value"},
      {with(
           R"("segmentFilters":[{"type":"and","predicates":[{"metric":"tSegmentDuration","range":{"gte":"5"}}]}])"),
       "invalid.value segmentFilters[0].predicates[0].range.gte"},
      {with(
           R"("segmentFilters":[{"type":"and","predicates":[{"metric":"tSegmentDuration","range":{"from":5}}]}])"),
       "bad.request segmentFilters[0].predicates[0].range.from"},
      {with(R"("segmentFilters":[{"type":"and","predicates":[{"value":"x"}]}])"),
       "bad.request segmentFilters[0].predicates[0].dimension"},
      {with(R"("segmentFilters":[{"type":"and","clauses":[{"type":"or"}]}])"),
       "bad.request segmentFilters[0].clauses[0].predicates"},
  };
  for (const auto& [body, expected] : cases) EXPECT_EQ(refusal(body), expected) << body;
}

TEST(ParseSyncQuery, BoundsTheNumberOfPredicates) {
  std::string predicates;
  for (int each = 0; each < 200; ++each)
    predicates += std::string(each > 0 ? "," : "") + R"({"dimension":"queueId","value":"q"})";
  const auto body = [](const std::string& list) {
    return with(R"("segmentFilters":[{"type":"or","predicates":[)" + list + "]}]");
  };
  EXPECT_EQ(refusal(body(predicates)), "accepted");
  EXPECT_NE(refusal(body(predicates + R"(,{"dimension":"queueId","value":"q"})")), "accepted");
}

TEST(ParseJobQuery, TakesItsOwnFieldsAndNoPaging) {
  const auto job = parse_job_query(
      R"({"interval":"2020-01-01T00:00:00Z/2026-01-01T00:00:00Z","limit":7,"startOfDayIntervalMatching":true})");
  ASSERT_TRUE(job);
  EXPECT_EQ(job->limit, 7);
  EXPECT_TRUE(job->details.from_start_of_day);
  EXPECT_FALSE(parse_job_query(with(R"("paging":{"pageSize":1,"pageNumber":1})")));
  EXPECT_FALSE(parse_job_query(with(R"("aggregations":[])")));
}

}  // namespace
}  // namespace nowthen::sim

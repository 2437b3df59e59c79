#include "genesys/platform/details_request.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::platform {
namespace {

HistoryAsk one_day() {
  return {.window = {parse_instant("2026-11-01T00:00:00Z").value(),
                     parse_instant("2026-11-02T00:00:00Z").value()},
          .page_number = 3};
}

TEST(DetailsRequest, AsksForOneIntervalOldestFirst) {
  const auto request = details_request({.page_size = 50}, one_day(), Wanted::started);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/api/v2/analytics/conversations/details/query");
  EXPECT_EQ(request.headers.get("Content-Type"), "application/json");
  EXPECT_EQ(request.body, R"({"interval":"2026-11-01T00:00:00.000Z/2026-11-02T00:00:00.000Z","order":"asc",)"
                          R"("orderBy":"conversationStart","paging":{"pageSize":50,"pageNumber":3}})");
}

TEST(DetailsRequest, FiltersByDimensionsWhereThePlatformHasThem) {
  const HistoryQuery query{.media = {"voice", "chat"}, .queues = {"q1"}, .directions = {"inbound"}};
  const std::string body = details_request(query, one_day(), Wanted::still_open).body;
  EXPECT_NE(body.find(R"("conversationFilters":[{"type":"or","predicates":[{"type":"dimension",)"
                      R"("dimension":"originatingDirection","operator":"matches","value":"inbound"}]},)"
                      R"({"type":"and","predicates":[{"type":"dimension","dimension":"conversationEnd",)"
                      R"("operator":"notExists"}]}])"),
            std::string::npos)
      << body;
  EXPECT_NE(body.find(R"("segmentFilters":[{"type":"or","predicates":[{"type":"dimension",)"
                      R"("dimension":"mediaType","operator":"matches","value":"voice"},{"type":"dimension",)"
                      R"("dimension":"mediaType","operator":"matches","value":"chat"}]},{"type":"or",)"
                      R"("predicates":[{"type":"dimension","dimension":"queueId","operator":"matches",)"
                      R"("value":"q1"}]}])"),
            std::string::npos)
      << body;
}

TEST(DetailsRequest, AsksForASliceOfAnOverfullDayAlone) {
  HistoryAsk ask = one_day();
  ask.media = "email";
  const std::string body = details_request({.media = {"voice", "email"}}, ask, Wanted::started).body;
  EXPECT_NE(body.find(R"("value":"email")"), std::string::npos);
  EXPECT_EQ(body.find("voice"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::genesys::platform

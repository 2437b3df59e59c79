#include "genesys/tutorial/requests.hpp"

#include <gtest/gtest.h>

namespace nowthen::genesys::tutorial {
namespace {

TEST(LiveRequest, NamesPageSizeAndCursor) {
  EXPECT_EQ(live_request({.page_size = 25}, {}).target, "/api/v2/conversations?pageSize=25");
  const auto request = live_request({.page_size = 25}, {.cursor = "a+b/c=&d e"});
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/api/v2/conversations?pageSize=25&after=a%2Bb%2Fc%3D%26d%20e");
}

TEST(HistoryRequest, IsTheTutorialsBody) {
  const Interval window{parse_instant("2026-11-01T00:00:00Z").value(),
                        parse_instant("2026-11-02T00:00:00.5Z").value()};
  const HistoryQuery query{.interval = window, .page_size = 50, .media = {"voice"}};
  const auto request = history_request(query, {.window = window, .page_number = 3});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/api/v2/analytics/conversations/details/query");
  EXPECT_EQ(
      request.body,
      R"({"dateFrom":"2026-11-01T00:00:00.000Z","dateTo":"2026-11-02T00:00:00.500Z","groupBy":["conversationId"],)"
      R"("metrics":["wrapupTime","talkTime","holdTime"],"filters":{"type":["voice"]},"pageSize":50,"pageNumber":3})");
}

TEST(HistoryRequest, LeavesOutFiltersThatFilterNothing) {
  EXPECT_EQ(history_request({}, {}).body.find("filters"), std::string::npos);
  EXPECT_NE(history_request({.queues = {"q\"1"}, .directions = {"inbound"}}, {})
                .body.find(R"("filters":{"queueId":["q\"1"],"direction":["inbound"]})"),
            std::string::npos);
}

TEST(TokenRequest, EscapesTheCredentials) {
  const auto request = token_request({.client_id = "a&b", .client_secret = "p%=\xC3\xA9"}, {.name = "token"});
  EXPECT_EQ(request.target, "/oauth/token");
  EXPECT_EQ(request.body, "grant_type=client_credentials&client_id=a%26b&client_secret=p%25%3D%C3%A9");
}

}  // namespace
}  // namespace nowthen::genesys::tutorial

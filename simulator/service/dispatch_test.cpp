#include "simulator/service/dispatch.hpp"

#include <gtest/gtest.h>

namespace nowthen::sim {
namespace {

constexpr const char* query_path = "/api/v2/analytics/conversations/details/query";

Endpoint way(const std::string& method, const std::string& target, const std::string& body, Contract contract,
             std::optional<TokenKind> kind = std::nullopt) {
  const net::Request request{.method = method, .target = target, .body = body};
  const Token token{.kind = kind.value_or(TokenKind::tutorial)};
  return way_of(request, *parse_target(target), contract, kind ? &token : nullptr).endpoint();
}

TEST(WayOf, FollowsTheMarksOfTheRequestBeforeTheKindOfItsToken) {
  const auto other = TokenKind::platform;
  EXPECT_EQ(way("POST", query_path, R"({"dateFrom":"x"})", Contract::both, other), Endpoint::history);
  EXPECT_EQ(way("POST", query_path, R"({"dateTo":"x"})", Contract::both, other), Endpoint::history);
  EXPECT_EQ(way("POST", query_path, R"({"interval":"x"})", Contract::both, TokenKind::tutorial),
            Endpoint::details_query);
  EXPECT_EQ(way("GET", "/api/v2/conversations?pageSize=2", "", Contract::both, other), Endpoint::live);
  EXPECT_EQ(way("GET", "/api/v2/conversations?after=x", "", Contract::both, other), Endpoint::live);
  EXPECT_EQ(
      way("GET", "/api/v2/conversations?communicationType=call", "", Contract::both, TokenKind::tutorial),
      Endpoint::conversations);
}

TEST(WayOf, FollowsTheKindOfTheTokenWhereNothingIsMarked) {
  for (const std::string body : {"{}", "", "[", "[1]"}) {
    EXPECT_EQ(way("POST", query_path, body, Contract::both, TokenKind::platform), Endpoint::details_query);
    EXPECT_EQ(way("POST", query_path, body, Contract::both, TokenKind::tutorial), Endpoint::history);
    EXPECT_EQ(way("POST", query_path, body, Contract::both), Endpoint::history);
  }
  EXPECT_EQ(way("GET", "/api/v2/conversations", "", Contract::both, TokenKind::platform),
            Endpoint::conversations);
}

TEST(WayOf, ServesOneContractAloneWhenToldTo) {
  EXPECT_EQ(way("POST", query_path, R"({"dateFrom":"x"})", Contract::platform), Endpoint::details_query);
  EXPECT_EQ(way("POST", query_path, R"({"interval":"x"})", Contract::tutorial), Endpoint::history);
  EXPECT_EQ(way("GET", "/api/v2/routing/queues", "", Contract::tutorial), Endpoint::unknown);
  EXPECT_EQ(way("GET", "/api/v2/routing/queues", "", Contract::both), Endpoint::queues);
  EXPECT_EQ(way("POST", "/oauth/introspect", "", Contract::platform), Endpoint::unknown);
  EXPECT_EQ(way("POST", "/oauth/token", "", Contract::platform), Endpoint::token);
}

TEST(BelowLogin, FindsTheOAuthEndpointsBelowTheLoginPathAlone) {
  const auto path = [](const char* target, const char* login) {
    return below_login(*parse_target(target), login).path;
  };
  EXPECT_EQ(path("/oauth/token", ""), "/oauth/token");
  EXPECT_EQ(path("/login/oauth/token", "/login"), "/oauth/token");
  EXPECT_EQ(path("/oauth/token", "/login"), "");
  EXPECT_EQ(path("/login/api/v2/users", "/login"), "/login/api/v2/users");
  EXPECT_EQ(path("/api/v2/users", "/login"), "/api/v2/users");
}

}  // namespace
}  // namespace nowthen::sim

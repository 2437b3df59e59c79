#include <gtest/gtest.h>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::Bench;
using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

Options with(Contract contract) {
  Options options = still_world();
  options.contract = contract;
  return options;
}

TEST(PlatformToken, IsOpaqueAndLivesForADay) {
  PlatformBench bench;
  const auto body = PlatformBench::json(bench.login());
  EXPECT_EQ(body.at("expires_in").as_int64(), 86'400);
  EXPECT_EQ(text(body.at("access_token")).find('.'), std::string::npos);
  EXPECT_EQ(text(body.at("token_type")), "bearer");
  EXPECT_EQ(bench.call("GET", "/api/v2/conversations").status, 200);
  bench.clock.advance(std::chrono::hours(24));
  EXPECT_EQ(bench.call("GET", "/api/v2/conversations").status, 401);
}

TEST(PlatformToken, IsAskedForInTheHeaderWithNothingButTheGrantType) {
  PlatformBench bench(with(Contract::platform));
  EXPECT_EQ(bench.login().status, 200);
  EXPECT_EQ(bench.login("grant_type=client_credentials&scope=x").status, 400);
  EXPECT_EQ(bench.login("grant_type=client_credentials", "who:x").status, 400);
  const auto wrong = bench.login("grant_type=client_credentials", "nowthen-sim:wrong");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, R"({"error":"invalid_client","description":"authentication failed",)"
                        R"("error_description":"authentication failed"})");
  EXPECT_TRUE(bench.token.empty()) << "credentials in the form are the tutorial's";
}

TEST(PlatformToken, IsFoundBelowTheLoginPathAlone) {
  Options options = still_world();
  options.login_path = "/login";
  PlatformBench bench(options);
  EXPECT_TRUE(bench.platform_token.empty());
  EXPECT_EQ(bench.login().status, 404);
  EXPECT_EQ(
      bench.login("grant_type=client_credentials", "nowthen-sim:nowthen-sim-secret", "/login/oauth/token")
          .status,
      200);
}

TEST(Platform, AnswersAStrangerInItsOwnWords) {
  PlatformBench bench(with(Contract::platform));
  const auto nobody = PlatformBench::json(bench.get("/api/v2/conversations"));
  EXPECT_EQ(text(nobody.at("code")), "authentication.required");
  bench.platform_token = "other";
  const auto stranger = bench.call("GET", "/api/v2/conversations");
  EXPECT_EQ(stranger.status, 401);
  EXPECT_EQ(text(PlatformBench::json(stranger).at("code")), "bad.credentials");
}

TEST(Platform, NamesTheMethodsOfAPath) {
  PlatformBench bench;
  const auto reply = bench.call("PUT", "/api/v2/tokens/me");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.get("allow"), "GET, HEAD, DELETE");
  EXPECT_EQ(text(PlatformBench::json(reply).at("code")), "method.not.allowed");
}

TEST(Platform, SaysNotFoundInItsOwnWordsBelowTheApisPathAlone) {
  PlatformBench bench;
  for (const char* path : {"/api/v2/nothing", "/api/v2/analytics/conversations/nobody/details"}) {
    const auto reply = bench.call("GET", path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(text(PlatformBench::json(reply).at("code")), "not.found") << path;
  }
  EXPECT_EQ(text(PlatformBench::json(bench.call("GET", "/login/nothing")).at("code")), "not found");
  Bench tutorial(with(Contract::tutorial));
  EXPECT_EQ(text(PlatformBench::json(tutorial.get("/api/v2/nothing")).at("code")), "not found");
}

TEST(Platform, HasNoUserForClientCredentials) {
  PlatformBench bench;
  const auto reply = bench.call("GET", "/api/v2/users/me");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(
      message_of(reply).rfind("This request requires a user context. Client credentials cannot be used", 0),
      0u)
      << message_of(reply);
}

TEST(Platform, CountsEveryEndpointOfATokenTogether) {
  Options options = still_world();
  options.limits = "default";
  PlatformBench bench(options);
  const auto first = bench.call("GET", "/api/v2/conversations");
  EXPECT_EQ(first.headers.get("inin-ratelimit-count"), "1");
  EXPECT_EQ(first.headers.get("inin-ratelimit-allowed"), "300");
  EXPECT_TRUE(first.headers.get("inin-ratelimit-reset"));
  for (int request = 1; request < 300; ++request) bench.call("GET", "/api/v2/conversations");
  const auto refused = bench.call("GET", "/api/v2/conversations");
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(refused.headers.get("retry-after"));
  const auto body = PlatformBench::json(refused);
  EXPECT_EQ(body.at("limit").at("value").as_int64(), 300);
  EXPECT_EQ(text(body.at("messageParams").at("retryAfterSeconds")), refused.headers.get("retry-after"));
  bench.platform_token = bench.fresh_platform_token();
  EXPECT_EQ(bench.call("GET", "/api/v2/conversations").status, 200) << "another token, another count";
  EXPECT_EQ(bench.live().status, 200) << "the tutorial's limits are others";
}

TEST(Platform, RefusesWhatTheTutorialMarksAndTheOtherWayRound) {
  PlatformBench bench(with(Contract::platform));
  const auto history = bench.query(testing::two_days());
  EXPECT_EQ(history.status, 400);
  EXPECT_EQ(message_of(history), "interval is required.");
  const auto live = PlatformBench::json(bench.call("GET", "/api/v2/conversations?pageSize=25")).as_object();
  EXPECT_TRUE(live.contains("entities"));
  EXPECT_FALSE(live.contains("nextPage"));
  Bench tutorial(with(Contract::tutorial));
  const auto query = tutorial.history(R"({"interval":"2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z"})");
  EXPECT_EQ(query.status, 400);
  EXPECT_NE(message_of(query).find("interval"), std::string::npos);
}

TEST(Platform, ServesBothContractsToEitherToken) {
  PlatformBench bench;
  constexpr const char* query = R"({"interval":"2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z"})";
  EXPECT_TRUE(PlatformBench::json(bench.history(query)).as_object().contains("totalHits"));
  EXPECT_TRUE(PlatformBench::json(bench.query(testing::two_days())).as_object().contains("groups"));
}

TEST(Platform, TakesJsonAloneAndNoMoreOfItThanTheLimit) {
  PlatformBench bench;
  net::Request request{.method = "POST",
                       .target = "/api/v2/analytics/conversations/details/jobs",
                       .headers = {{"Authorization", "Bearer " + bench.platform_token}},
                       .body = "{}"};
  const auto untyped = bench.send(request);
  EXPECT_EQ(untyped.status, 415);
  EXPECT_EQ(text(PlatformBench::json(untyped).at("code")), "unsupported.media.type");
  request.headers.set("Content-Type", "application/json; charset=UTF-8");
  EXPECT_EQ(bench.send(request).status, 400);
  request.body = std::string(512'001, ' ');
  EXPECT_EQ(bench.send(request).status, 413);
}

TEST(Platform, NamesTheOptionAtFault) {
  nowthen::testing::VirtualClock clock;
  for (const char* path : {"login", "/login/", "/_sim/x"}) {
    Options options = still_world();
    options.login_path = path;
    EXPECT_FALSE(Simulator::create(options, clock)) << path;
  }
  Options options = still_world();
  options.permissions = {"analytics:everything:view"};
  const auto made = Simulator::create(options, clock);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("analytics:everything:view"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::sim

#include "simulator/auth/oauth.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "core/digest.hpp"
#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::Bench;
using testing::text;
namespace json = boost::json;

TEST(Jwt, CarriesItsClaimsAndASignatureThatHolds) {
  const std::string token = jwt(
      {.subject = "me \"quoted\"", .scope = "a b", .id = "1", .issued_at = 100, .expires_at = 3700}, "key");
  const auto first = token.find('.');
  const auto second = token.find('.', first + 1);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(from_base64(token.substr(0, first)), R"({"alg":"HS256","typ":"JWT"})");
  const auto claims = json::parse(from_base64(token.substr(first + 1, second - first - 1)));
  EXPECT_EQ(text(claims.at("sub")), "me \"quoted\"");
  EXPECT_EQ(text(claims.at("scope")), "a b");
  EXPECT_EQ(claims.at("iat").as_int64(), 100);
  EXPECT_EQ(claims.at("exp").as_int64(), 3700);
  const auto digest = hmac_sha256("key", token.substr(0, second));
  EXPECT_EQ(token.substr(second + 1),
            base64url(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size())));
}

TEST(TokenEndpoint, TakesCredentialsFromTheFormAndFromBasic) {
  Options options = testing::still_world();
  options.contract = Contract::tutorial;
  Bench bench(options);
  EXPECT_FALSE(bench.token.empty());
  net::Request request{.method = "POST",
                       .target = "/oauth/token",
                       .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                                   {"Authorization", "basic " + base64("nowthen-sim:nowthen-sim-secret")}},
                       .body = "grant_type=client_credentials"};
  const auto reply = bench.send(request);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(Bench::json(reply).at("expires_in").as_int64(), 3600);
}

TEST(TokenEndpoint, RefusesInOAuthsOwnShape) {
  Bench bench;
  const std::vector<std::tuple<std::string, int, std::string>> cases{
      {"grant_type=client_credentials&client_id=nowthen-sim&client_secret=wrong", 401, "invalid_client"},
      {"grant_type=client_credentials&client_id=who&client_secret=x", 400, "invalid_client"},
      {"grant_type=client_credentials", 400, "invalid_request"},
      {"grant_type=password&client_id=nowthen-sim&client_secret=x", 400, "unsupported_grant_type"},
      {"client_id=nowthen-sim", 400, "invalid_request"},
      {"grant_type=%ZZ", 400, "invalid_request"},
      {"grant_type=client_credentials&client_id=nowthen-sim&client_secret=nowthen-sim-secret&scope=root", 400,
       "invalid_scope"},
  };
  for (const auto& [form, status, error] : cases) {
    const auto reply = bench.form("/oauth/token", form);
    EXPECT_EQ(reply.status, status) << form;
    const auto body = Bench::json(reply);
    EXPECT_EQ(text(body.at("error")), error) << form;
    EXPECT_EQ(body.at("description"), body.at("error_description"));
    EXPECT_EQ(reply.body.find("nowthen-sim-secret"), std::string::npos);
  }
}

TEST(TokenEndpoint, GivesAsMuchLifeAndScopeAsConfiguredAndAskedFor) {
  Options options = testing::still_world();
  options.token_lifetime = std::chrono::seconds(30);
  Bench bench(options);
  const auto body =
      Bench::json(bench.form("/oauth/token",
                             "grant_type=client_credentials&client_id=nowthen-sim&client_secret="
                             "nowthen-sim-secret&scope=conversations:view"));
  EXPECT_EQ(body.at("expires_in").as_int64(), 30);
  bench.token = text(body.at("access_token"));
  EXPECT_EQ(bench.live().status, 200);
  EXPECT_EQ(bench.history(testing::two_days()).status, 403);
}

TEST(Introspection, TellsAnActiveTokenFromAnyOther) {
  Bench bench;
  const std::string client = "&client_id=nowthen-sim&client_secret=nowthen-sim-secret";
  const auto active = Bench::json(bench.form("/oauth/introspect", "token=" + bench.token + client));
  EXPECT_TRUE(active.at("active").as_bool());
  EXPECT_EQ(text(active.at("client_id")), "nowthen-sim");
  EXPECT_NE(text(active.at("scope")).find("analytics:conversation:query"), std::string::npos);
  EXPECT_EQ(active.at("exp").as_int64() - active.at("iat").as_int64(), 3600);
  EXPECT_FALSE(Bench::json(bench.form("/oauth/introspect", "token=other" + client)).at("active").as_bool());
  EXPECT_EQ(bench.form("/oauth/introspect", "token=" + bench.token).status, 400);
  bench.clock.advance(std::chrono::hours(2));
  EXPECT_FALSE(
      Bench::json(bench.form("/oauth/introspect", "token=" + bench.token + client)).at("active").as_bool());
}

}  // namespace
}  // namespace nowthen::sim

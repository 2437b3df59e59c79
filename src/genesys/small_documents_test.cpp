#include "genesys/small_documents.hpp"

#include <gtest/gtest.h>

#include "core/digest.hpp"

namespace nowthen::genesys {
namespace {

TEST(TokenReplyOf, ReadsWhatTheServerGives) {
  const auto reply = read_token_reply(R"({"access_token":"abc","token_type":"bearer","expires_in":3600})");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->access_token, "abc");
  EXPECT_EQ(reply->token_type, "Bearer");
  EXPECT_EQ(reply->expires_in, 3600);
  EXPECT_EQ(read_token_reply(R"({"access_token":"abc"})")->expires_in, 3600);
  EXPECT_TRUE(read_token_reply("\xEF\xBB\xBF{\"access_token\":\"abc\"}"));
  EXPECT_TRUE(read_token_reply(
      R"({"x":[1e400,{"y":123456789012345678901234567890}],"z":1e400,"access_token":"abc"})"));
  EXPECT_EQ(read_token_reply(R"({"access_token":"abc","expires_in":1e300})")->expires_in, 2'592'000);
}

TEST(TokenReplyOf, RefusesWhatCannotGoIntoAHeaderOrMakesNoSense) {
  for (const char* body :
       {"", "[]", "<html>", "{}", R"({"access_token":5})", R"({"access_token":"a\r\nX: y"})",
        R"({"access_token":"a b"})", R"({"access_token":"a","expires_in":"soon"})",
        R"({"access_token":"a","expires_in":0})", R"({"access_token":"a","expires_in":-5})",
        R"({"access_token":"a","token_type":"mac"})"}) {
    const auto reply = read_token_reply(body);
    ASSERT_FALSE(reply) << body;
    EXPECT_EQ(reply.error().kind, ErrorKind::malformed_reply);
  }
}

TEST(TokenReplyOf, NeverQuotesTheBody) {
  EXPECT_EQ(read_token_reply(R"({"access_token":"CANARY x"})").error().message.find("CANARY"),
            std::string::npos);
}

TEST(ScopesOf, ReadsTheClaimOfAJwt) {
  const auto jwt = [](const std::string& claims) { return "e30." + base64url(claims) + ".sig"; };
  EXPECT_EQ(scopes_of(jwt(R"({"scope":"a:view  b:query"})")),
            (std::vector<std::string>{"a:view", "b:query"}));
  EXPECT_EQ(scopes_of(jwt(R"({"scope":["a","b"]})")), (std::vector<std::string>{"a", "b"}));
  for (const auto& other :
       {std::string("opaque"), std::string("a.b.c"), std::string("a.b"), jwt("[]"), jwt("{}")})
    EXPECT_TRUE(scopes_of(other).empty()) << other;
}

TEST(IntrospectionOf, ReadsWhatRfc7662Describes) {
  const auto read =
      read_introspection_reply(R"({"active":true,"client_id":"c","scope":"a b","exp":1715782330})");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->active);
  EXPECT_EQ(read->client_id, "c");
  EXPECT_EQ(read->scopes.size(), 2u);
  EXPECT_EQ(format_instant(*read->expires_at), "2024-05-15T14:12:10.000Z");
  EXPECT_FALSE(read_introspection_reply(R"({"active":false})")->active);
  EXPECT_FALSE(read_introspection_reply("{}"));
  EXPECT_FALSE(read_introspection_reply(R"({"active":true,"exp":1e300})")->expires_at);
}

TEST(ErrorBodyOf, ReadsBothFormsAndNeverFails) {
  EXPECT_EQ(read_error_body(R"({"message":"m","code":"c","status":400,"contextId":"x"})").message, "m");
  EXPECT_EQ(read_error_body(R"({"error":"invalid_client","error_description":"d"})").message, "d");
  EXPECT_EQ(read_error_body(R"({"error":"invalid_client","description":"e"})").code, "invalid_client");
  for (const char* odd : {"", "x", "[", "{\"message\":{}}", "\xFF"})
    EXPECT_EQ(read_error_body(odd).message, "") << odd;
}

}  // namespace
}  // namespace nowthen::genesys

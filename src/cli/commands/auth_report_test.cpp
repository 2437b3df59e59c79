#include "cli/commands/auth_report.hpp"

#include <gtest/gtest.h>

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-22T12:00:00Z").value();

AuthFacts facts() {
  return {.base_url = "http://127.0.0.1:8780",
          .login_url = "http://127.0.0.1:8780",
          .client_id = "id\x1b[1m",
          .contract = Contract::tutorial,
          .token = {.access_token = "canary",
                    .token_type = "Bearer",
                    .expires_at = now + 3590s,
                    .scopes = {"conversations:view", "analytics:conversation:view"}}};
}

TEST(AuthText, NamesWhatTheTokenIsGoodFor) {
  EXPECT_EQ(auth_text(facts(), now, TimeZone{}),
            "Address     http://127.0.0.1:8780\n"
            "Contract    tutorial\n"
            "Client      id\\x1b[1m\n"
            "Token       Bearer, valid for 59 min 50 s, until 2026-11-22 12:59:50 UTC\n"
            "Scopes      conversations:view\n"
            "            analytics:conversation:view\n"
            "Allows      live: yes; history: no, analytics:conversation:query is missing\n");
}

TEST(AuthText, LeavesPermissionsToTheRolesOfThePlatform) {
  AuthFacts platform = facts();
  platform.contract = Contract::platform;
  platform.token.scopes.clear();
  std::string text = auth_text(platform, now, TimeZone{});
  EXPECT_NE(text.find("Permissions by the roles of the OAuth client\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("Allows"), std::string::npos);
  platform.platform =
      PlatformFacts{.organization = Organization{.id = "o1", .name = "Acme"},
                    .token = TokenInfo{.oauth_client = TokenClient{.id = "c1", .name = "export"}},
                    .untold = "the OAuth client may not do this"};
  text = auth_text(platform, now, TimeZone{});
  EXPECT_NE(text.find("Belongs to  Acme (o1)\nPermissions by the roles of the OAuth client export\n"
                      "Not told    the OAuth client may not do this\n"),
            std::string::npos)
      << text;
  EXPECT_NE(
      auth_json(platform, now)
          .find(
              R"("platform":{"organization":{"id":"o1","name":"Acme"},"oauth_client":{"id":"c1","name":"export"},)"
              R"("untold":"the OAuth client may not do this"})"),
      std::string::npos);
}

TEST(AuthReport, ShowsTheTokenOnlyWhenAsked) {
  AuthFacts shown = facts();
  EXPECT_EQ(auth_json(shown, now).find("canary"), std::string::npos);
  EXPECT_EQ(auth_text(shown, now, TimeZone{}).find("canary"), std::string::npos);
  shown.show_token = true;
  EXPECT_NE(auth_json(shown, now).find("canary"), std::string::npos);
  EXPECT_NE(auth_text(shown, now, TimeZone{}).find("canary"), std::string::npos);
}

TEST(AuthJson, HasWhatTheServerSays) {
  AuthFacts asked = facts();
  asked.client_id = "id";
  asked.token.scopes = {"conversations:view"};
  asked.introspection =
      TokenIntrospection{.active = true, .client_id = "id", .scopes = {"a"}, .expires_at = now};
  EXPECT_EQ(
      auth_json(asked, now),
      "{\"base_url\":\"http://127.0.0.1:8780\",\"login_url\":\"http://"
      "127.0.0.1:8780\",\"contract\":\"tutorial\","
      "\"client_id\":\"id\",\"token_type\":\"Bearer\",\"expires_at\":\"2026-11-22T12:59:50.000Z\","
      "\"expires_in_seconds\":3590,\"scopes\":[\"conversations:view\"],\"introspection\":{\"active\":true,"
      "\"client_id\":\"id\",\"scopes\":[\"a\"],\"expires_at\":\"2026-11-22T12:00:00.000Z\"}}\n");
}

TEST(AllowedBy, NamesEveryMissingScopeOnce) {
  EXPECT_EQ(allowed_by({}),
            "live: no, conversations:view is missing; history: no, analytics:conversation:view and "
            "analytics:conversation:query is missing");
}

}  // namespace
}  // namespace nowthen::cli

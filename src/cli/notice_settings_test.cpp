#include "cli/notice_settings.hpp"

#include <gtest/gtest.h>

#include "cli/config_file.hpp"

namespace nowthen::cli {
namespace {

constexpr const char* secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

ConfigFile parsed(std::string_view text) {
  auto file = parse_config(text, "c.toml");
  EXPECT_TRUE(file) << file.error().message;
  return file ? *std::move(file) : ConfigFile{};
}

std::string refusal(std::string_view text) {
  const auto file = parse_config(text, "c.toml");
  return file ? "accepted" : file.error().message;
}

NoticeSettings settings(std::string_view text, const Environment& environment = {}) {
  const ConfigFile file = parsed(text);
  const auto profile = file.profile_notices.find("eu");
  return resolve_notices(file.notices, profile == file.profile_notices.end() ? nullptr : &profile->second,
                         file.path, environment)
      .value();
}

/// What stands in a file with a secret, readable by others where its name says so.
Result<std::optional<FileContents>> read(const std::string& path) {
  if (path.find("missing") != std::string::npos) return std::optional<FileContents>();
  return std::optional(
      FileContents{.text = path.find("bad") == std::string::npos ? std::string(secret) + "\n" : "s3cret",
                   .readable_by_others = path.find("open") != std::string::npos});
}

std::string webhook(const std::string& rest, const std::string& url = "https://hooks.example.com/a") {
  return "[[webhooks]]\nurl = \"" + url + "\"\n" + rest + "\n";
}

std::string endpoint_refusal(const std::string& text, const Environment& environment = {}) {
  const auto endpoints = endpoints_of(settings(text, environment), read);
  return endpoints ? "accepted" : endpoints.error().message;
}

TEST(Notices, ReadsRulesAndTheirQueues) {
  const auto read = settings(R"([[alerts]]
name = "many"
when = "queue.waiting > 10 for 2m"
clear = "queue.waiting < 7"
queue = "q-1"

[[profile.eu.alerts]]
name = "held"
when = "conversation.held > 5m"
media = ["voice", "chat"]

[profile.eu]
region = "eu_central_1"
)");
  const auto rules = rules_of(read).value();
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].queues, std::vector<std::string>{"q-1"});
  EXPECT_FALSE(rules[0].clear_is_negated);
  EXPECT_EQ(rules[1].media, (std::vector<std::string>{"voice", "chat"}));
}

TEST(Notices, ARuleThatCannotBeUnderstoodIsNamedWithFileLineAndCharacter) {
  const auto rules = rules_of(settings("\n[[alerts]]\nname = \"a\"\nwhen = \"queue.waiting > ten\"\n"));
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().message,
            "c.toml:2: alerts 'a': when: character 17: expected a whole number such as 10, found 'ten'");
}

TEST(Notices, RefusesWhatIsNoAlertOrWebhookWithItsLine) {
  struct Case {
    const char* text;
    const char* says;
  };
  for (const Case& each :
       {Case{"alerts = 1", "c.toml:1: alerts are tables, each of its own"},
        Case{"[alerts]\nname = \"a\"", "c.toml:1: alerts are tables, each of its own"},
        Case{"alerts = [1]", "c.toml:1: alerts are tables"},
        Case{"[[alerts]]\nname = \"a\"", "c.toml:1: an alert needs a name and a rule"},
        Case{"[[alerts]]\nname = 1", "c.toml:2: alerts.name must be text in quotes"},
        Case{"[[alerts]]\nnmae = \"a\"", "c.toml:2: unknown key 'nmae' in alerts"},
        Case{"[[alerts]]\nname=\"a\"\nwhen=\"x\"\nqueues=[1]",
             "c.toml:4: alerts.queues must be a list of texts"},
        Case{"[[alerts]]\nname=\"a\"\nwhen=\"x\"\n[[alerts]]\nname=\"a\"\nwhen=\"y\"",
             "c.toml:4: there are two alerts 'a'"},
        Case{"[[alerts]]\nname=\"a\"\nqueue=\"x\"\nqueues=[\"y\"]", "c.toml:1: alerts: queue and queues"},
        Case{"[[webhooks]]\nevents = \"*\"", "c.toml:1: a webhook needs a URL"},
        Case{"[[webhooks]]\nurl = \"x\"", "c.toml:1: a webhook needs a secret"},
        Case{"[[webhooks]]\nsecret = \"whsec_abc\"", "c.toml:1: a webhook's secret does not stand"},
        Case{"[[webhooks]]\nurl=\"x\"\nsecret_file=\"a\"\nsecret_variable=\"b\"",
             "c.toml:1: a webhook needs a secret"}})
    EXPECT_EQ(refusal(each.text).substr(0, std::string(each.says).size()), each.says);
}

TEST(Notices, TwoAlertsOfOneNameAlsoInAProfileAreRefused) {
  const auto file =
      parsed("[[alerts]]\nname=\"a\"\nwhen=\"x\"\n[[profile.eu.alerts]]\nname=\"a\"\nwhen=\"y\"\n");
  EXPECT_FALSE(resolve_notices(file.notices, &file.profile_notices.at("eu"), file.path, {}));
}

TEST(Notices, MakesEndpointsWithSecretsOfFilesAndVariables) {
  const Environment environment{{"HOOK", secret}, {"HOME", "/home/ann"}};
  const auto endpoints = endpoints_of(
      settings(
          webhook(
              "events = [\"conversation.*\"]\nsecret_file = \"~/good\"\nsecret_previous_variable = \"HOOK\"\n"
              "ca_file = \"~/ca.pem\"") +
              webhook("secret_variable = \"HOOK\"\nallow_private = \"10.1.2.3\"", "https://10.1.2.3/b"),
          environment),
      read);
  ASSERT_TRUE(endpoints) << endpoints.error().message;
  ASSERT_EQ(endpoints->size(), 2U);
  EXPECT_TRUE((*endpoints)[0].secrets.previous);
  EXPECT_EQ((*endpoints)[0].ca_file, "/home/ann/ca.pem");
  EXPECT_EQ((*endpoints)[1].events, std::vector<std::string>{"*"});
  EXPECT_NE((*endpoints)[0].key, (*endpoints)[1].key);
}

TEST(Notices, RefusesEndpointsAndSaysNoSecret) {
  struct Case {
    std::string text;
    const char* says;
  };
  for (const Case& each :
       {Case{webhook("secret_file = \"missing\""), "there is no file missing"},
        Case{webhook("secret_file = \"open\""), "open holds a webhook's secret and others may read it"},
        Case{webhook("secret_file = \"bad\""),
             "c.toml:1: webhooks: the secret of a webhook begins with whsec_"},
        Case{webhook("secret_variable = \"NOT_SET\""), "the variable NOT_SET is not set"},
        Case{webhook("secret_file = \"a\"", "http://hooks.example.com/"), "begins with https://"},
        Case{webhook("secret_file = \"a\"", "https://127.0.0.1/token"), "127.0.0.1 is loopback"},
        Case{webhook("secret_file = \"a\"\nevents = [\"nope\"]"), "there is no event 'nope'"},
        Case{webhook("secret_file = \"a\"\nallow_private = [\"10.0.0.0/8\"]"), "is neither"},
        Case{webhook("secret_file = \"a\"") + webhook("secret_file = \"a\""),
             "two webhooks have this URL"}}) {
    const std::string said = endpoint_refusal(each.text);
    EXPECT_NE(said.find(each.says), std::string::npos) << said;
    EXPECT_EQ(said.find("s3cret"), std::string::npos) << said;
    EXPECT_EQ(said.find("/token"), std::string::npos) << said;
  }
}

}  // namespace
}  // namespace nowthen::cli

#include "webhooks/http_sender.hpp"

#include <gtest/gtest.h>

#include "support/scripted_transport.hpp"

namespace nowthen::webhooks {
namespace {

using testing::Script;
using testing::ScriptedTransport;
using Addresses = std::vector<std::string>;

/// A sender whose host has what addresses the test says, and whose server is a script.
class Bench {
 public:
  Bench() { endpoint.key = endpoint_key(endpoint.url); }

  Attempt send() { return sender.send(endpoint, event, {}); }

  Endpoint endpoint{.key = {},
                    .url = parse_endpoint("https://hooks.example.com/in?token=s3cret", {}).value(),
                    .events = {"*"},
                    .allowed = {},
                    .ca_file = {},
                    .secrets = {.current = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value(),
                                .previous = {}}};
  Event event{.id = "evt_1", .type = "alert.fired", .key = "k", .at = {}, .payload = "{}"};
  Result<Addresses> addresses = Addresses{"8.8.8.8"};
  std::vector<Addresses> connections;
  int resolved = 0;
  std::shared_ptr<Script> script = std::make_shared<Script>();
  HttpSender sender{[] { return Instant(std::chrono::seconds(1000)); },
                    [this](const std::string&, const std::stop_token&) {
                      ++resolved;
                      return addresses;
                    },
                    [this](const Endpoint&, const Addresses& to) -> Result<std::unique_ptr<net::Transport>> {
                      connections.push_back(to);
                      return std::unique_ptr<net::Transport>(std::make_unique<ScriptedTransport>(script));
                    }};
};

TEST(HttpSender, AsksForTheAddressOnceAnAttemptAndKeepsItsConnection) {
  Bench bench;
  EXPECT_TRUE(bench.send().is_delivered());
  EXPECT_TRUE(bench.send().is_delivered());
  EXPECT_EQ(bench.resolved, 2);
  EXPECT_EQ(bench.connections, std::vector<Addresses>{{"8.8.8.8"}});
  EXPECT_EQ(bench.script->sent.at(0).target, "/in?token=s3cret");
  EXPECT_EQ(bench.script->sent.at(0).body, "{}");
}

TEST(HttpSender, ConnectsAnewWhereTheAddressIsAnother) {
  Bench bench;
  bench.send();
  bench.addresses = Addresses{"9.9.9.9", "8.8.8.8"};
  bench.send();
  bench.addresses = Addresses{"8.8.8.8", "9.9.9.9"};
  bench.send();
  EXPECT_EQ(bench.connections, (std::vector<Addresses>{{"8.8.8.8"}, {"8.8.8.8", "9.9.9.9"}}));
}

TEST(HttpSender, SendsNothingToAPrivateAddressAlsoAmongOthers) {
  Bench bench;
  bench.send();
  bench.addresses = Addresses{"8.8.8.8", "169.254.169.254"};
  const Attempt attempt = bench.send();
  EXPECT_EQ(attempt.status, 0);
  EXPECT_NE(attempt.trouble.find("169.254.169.254 is link-local"), std::string::npos) << attempt.trouble;
  EXPECT_EQ(bench.script->sent.size(), 1U);
}

TEST(HttpSender, NamesWhatIsWrongAndNoSecret) {
  struct Case {
    Script::Answer answer;
    int status;
    const char* trouble;
  };
  for (const Case& each :
       {Case{testing::status(200), 200, ""}, Case{testing::status(204), 204, ""},
        Case{testing::status(302, net::Headers{{"Location", "http://10.0.0.1/"}}), 302,
             "it answered 302: a redirect"},
        Case{testing::status(410), 410, "gone"}, Case{testing::status(500), 500, "it answered 500"},
        Case{testing::broken("hooks.example.com: connection reset"), 0, "connection reset"}}) {
    Bench bench;
    bench.script->script = {each.answer};
    const Attempt attempt = bench.send();
    EXPECT_EQ(attempt.status, each.status);
    EXPECT_EQ(attempt.is_delivered(), each.status == 200 || each.status == 204);
    EXPECT_NE(attempt.trouble.find(each.trouble), std::string::npos) << attempt.trouble;
    EXPECT_EQ(attempt.trouble.find("s3cret"), std::string::npos);
    EXPECT_EQ(bench.script->sent.size(), 1U) << "a redirect is not followed";
  }
}

TEST(HttpSender, PassesOnWhatTheReceiverStates) {
  Bench bench;
  bench.script->script = {testing::status(503, net::Headers{{"Retry-After", "120"}})};
  EXPECT_EQ(bench.send().retry_after, std::chrono::seconds(120));
}

}  // namespace
}  // namespace nowthen::webhooks

// `nowthen alerts test` and `nowthen webhooks test` through the whole program.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "support/filled_home.hpp"
#include "support/simulated_process.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen {
namespace {

namespace json = boost::json;
using testing::FilledHome;
using testing::SimulatedProcess;

constexpr const char* rules = R"([[alerts]]
name = "somebody waits"
when = "queue.waiting >= 1 for 2m"

[[alerts]]
name = "long wait"
when = "queue.longest_wait > 15m"

[[alerts]]
name = "longer wait"
when = "queue.longest_wait > 25m"

[[alerts]]
name = "given up"
when = "queue.abandon_rate(1h) > 40%"
queue = "q-9"

[[alerts]]
name = "gap"
when = "incident.opened"
)";

sim::Options organisation() {
  sim::Options options{.seed = 3,
                       .days = 6,
                       .per_day = 300,
                       .now = parse_instant("2026-11-25T12:00:00Z").value(),
                       .limits = "off"};
  options.contract = sim::Contract::platform;
  return options;
}

class AlertsCommand : public ::testing::Test {
 protected:
  AlertsCommand() : process(organisation()) {
    process.environment["NOWTHEN_HOME"] = home.path();
    process.environment["NOWTHEN_CONTRACT"] = "platform";
  }

  int run(const std::string& config, std::vector<std::string> arguments) {
    process.config = config;
    arguments.insert(arguments.end(), {"--config", "config.toml"});
    return process.run(arguments);
  }

  /// Two conversations in one queue: one waits from 11:10 on, one gave up at 11:20; one in another queue that
  /// was long over then; and a gap.
  void see_live() const {
    home.execute(
        "INSERT INTO live_leg BY NAME SELECT 'live-' || n AS conversation_id, 0 AS leg_index, 'voice' AS "
        "media_type, "
        "'waiting' AS state, 'q-9' AS queue_id, TIMESTAMPTZ '2026-11-25T11:10:00Z' AS began_at, "
        "CASE WHEN n = 2 THEN TIMESTAMPTZ '2026-11-25T11:20:00Z' END AS ended_at, 'event' AS origin, "
        "TIMESTAMPTZ '2026-11-25T11:58:00Z' AS as_of FROM range(1, 3) AS t(n);"
        "INSERT INTO live_leg BY NAME SELECT 'live-0' AS conversation_id, 0 AS leg_index, 'voice' AS "
        "media_type, 'interacting' AS state, 'q-8' AS queue_id, TIMESTAMPTZ '2026-11-25T10:10:00Z' AS "
        "began_at, TIMESTAMPTZ '2026-11-25T10:15:00Z' AS ended_at, 'event' AS origin, TIMESTAMPTZ "
        "'2026-11-25T10:16:00Z' AS as_of;"
        "INSERT INTO live_gap BY NAME SELECT 7 AS gap_id, TIMESTAMPTZ '2026-11-25T10:17:00Z' AS began_at, "
        "TIMESTAMPTZ '2026-11-25T10:20:00Z' AS ended_at, 'silence' AS cause, 0 AS requests;"
        "INSERT INTO meta VALUES ('live_seen_until', '2026-11-25T12:00:00.000Z')");
  }

  FilledHome home;
  SimulatedProcess process;
};

TEST_F(AlertsCommand, SaysForWhomARuleHoldsAtAnInstant) {
  ASSERT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str();
  see_live();
  const int code = run(rules, {"alerts", "test", "--at", "2026-11-25T11:30:00Z", "--format", "json"});
  EXPECT_TRUE(code == 0 || code == 3) << process.err.str();
  const json::value told = json::parse(process.out.str());
  std::map<std::string, std::map<std::string, std::string>> held;
  for (const json::value& rule : told.at("rules").as_array())
    for (const json::value& each : rule.at("holds").as_array())
      held[rule.at("name").as_string().c_str()][each.at("subject_id").as_string().c_str()] =
          json::serialize(each.at("values"));
  EXPECT_EQ(held["somebody waits"]["q-9"], R"({"queue.waiting":"1"})") << process.out.str();
  EXPECT_EQ(held["long wait"]["q-9"], R"({"queue.longest_wait":"20m 0s"})");
  EXPECT_FALSE(held["longer wait"].contains("q-9"));
  EXPECT_EQ(held["given up"]["q-9"], R"({"queue.abandon_rate":"100%"})");
  EXPECT_EQ(held["gap"]["gap-7"], R"({"incident.opened":"yes"})");
}

TEST_F(AlertsCommand, SaysWhereARateIsNotKnown) {
  ASSERT_EQ(process.run({"sync", "--from", "-4d"}), 0) << process.err.str();
  see_live();
  const std::string unknown = "that rate is not known";
  run(rules, {"alerts", "test", "--at", "2026-11-25T11:30:00Z"});
  EXPECT_EQ(process.err.str().find(unknown), std::string::npos) << process.err.str();
  EXPECT_EQ(run(rules, {"alerts", "test", "--at", "2026-11-25T11:15:00Z"}), 3);
  EXPECT_NE(process.err.str().find(unknown), std::string::npos) << process.err.str();
}

TEST_F(AlertsCommand, PointsAtEveryRuleThatItDoesNotUnderstand) {
  EXPECT_EQ(run("[[alerts]]\nname=\"a\"\nwhen=\"queue.waiting >\"\n[[alerts]]\nname=\"b\"\nwhen=\"feed.age > "
                "1m or\"\n",
                {"alerts", "test"}),
            2);
  EXPECT_NE(process.err.str().find("queue.waiting >\n               ^ expected a whole number"),
            std::string::npos)
      << process.err.str();
  EXPECT_NE(process.err.str().find("2 of 2 rules cannot be understood"), std::string::npos);
  EXPECT_EQ(process.out.str(), "");
}

TEST_F(AlertsCommand, WithoutAlertsOrWebhooksItSaysHowToWriteThem) {
  EXPECT_EQ(run("", {"alerts", "test"}), 2);
  EXPECT_NE(process.err.str().find("[[alerts]]"), std::string::npos);
  EXPECT_EQ(run("", {"webhooks", "test"}), 2);
  EXPECT_NE(process.err.str().find("[[webhooks]]"), std::string::npos);
}

TEST_F(AlertsCommand, ADryRunShowsTheRequestAndNeitherSecretNorPath) {
  const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  process.environment["HOOK_SECRET"] = secret;
  ASSERT_EQ(
      run("[[webhooks]]\nurl=\"https://hooks.example.com/t0ken?k=v\"\nsecret_variable=\"HOOK_SECRET\"\n",
          {"webhooks", "test", "--dry-run"}),
      0)
      << process.err.str();
  const std::string out = process.out.str();
  for (const char* part : {"POST https://hooks.example.com/...", "webhook-id: evt_", "webhook-signature: v1,",
                           R"("type":"webhook.test")"})
    EXPECT_NE(out.find(part), std::string::npos) << out;
  EXPECT_EQ(out.find("t0ken"), std::string::npos);
  EXPECT_EQ(out.find(secret.substr(6)), std::string::npos);
}

TEST_F(AlertsCommand, AReceiverThatIsNotThereIsAFailureWithItsReason) {
  process.environment["HOOK_SECRET"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  EXPECT_EQ(run("[[webhooks]]\nurl=\"https://127.0.0.1:1/\"\nsecret_variable=\"HOOK_SECRET\"\n"
                "allow_private=\"127.0.0.1\"\n",
                {"webhooks", "test"}),
            1);
  EXPECT_NE(process.out.str().find("https://127.0.0.1:1/: not delivered: "), std::string::npos)
      << process.out.str();
  EXPECT_NE(process.err.str().find("1 of 1 webhooks did not take it"), std::string::npos);
}

}  // namespace
}  // namespace nowthen

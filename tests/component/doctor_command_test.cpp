// `nowthen doctor` against the simulator: what it finds wrong is what was made wrong, and the rest is found
// well.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "support/simulated_process.hpp"

namespace nowthen {
namespace {
using testing::SimulatedProcess;
namespace json = boost::json;

const Instant noon = parse_instant("2026-11-18T12:00:00Z").value();

sim::Options centre(sim::Contract contract) {
  return {.seed = 5, .days = 3, .per_day = 100, .now = noon, .speed = 0, .contract = contract};
}

std::vector<std::string> by(sim::Contract contract, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"doctor", "--contract",
                                     contract == sim::Contract::platform ? "platform" : "tutorial"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

/// What was written, by check.
std::map<std::string, json::object> checks_of(const SimulatedProcess& process) {
  std::map<std::string, json::object> checks;
  const auto root = json::parse(process.out.str());
  for (const auto& check : root.at("checks").as_array())
    checks[std::string(check.at("check").as_string())] = check.as_object();
  return checks;
}

std::string verdict(const std::map<std::string, json::object>& checks, const std::string& check) {
  const auto found = checks.find(check);
  return found == checks.end() ? "absent" : std::string(found->second.at("verdict").as_string());
}

std::string text(const json::object& check, const char* field) {
  const auto* found = check.if_contains(field);
  return found == nullptr ? "" : std::string(found->as_string());
}

/// The checks with another verdict than ok.
std::vector<std::string> ailing(const std::map<std::string, json::object>& checks) {
  std::vector<std::string> names;
  for (const auto& [name, check] : checks)
    if (check.at("verdict") != "ok") names.push_back(name);
  return names;
}

class DoctorCommand : public ::testing::TestWithParam<sim::Contract> {};
INSTANTIATE_TEST_SUITE_P(Contracts, DoctorCommand,
                         ::testing::Values(sim::Contract::tutorial, sim::Contract::platform));

TEST_P(DoctorCommand, FindsNothingWrongWhereNothingIs) {
  SimulatedProcess process(centre(GetParam()));
  EXPECT_EQ(process.run(by(GetParam())), 0) << process.out.str() << process.err.str();
  EXPECT_EQ(ailing(checks_of(process)), std::vector<std::string>{}) << process.out.str();
  const auto root = json::parse(process.out.str());
  EXPECT_TRUE(root.at("healthy").as_bool());
  EXPECT_EQ(root.at("requests").to_number<std::size_t>(), process.simulator->requests().size());
  EXPECT_LE(process.simulator->requests().size(), 20U);
  EXPECT_EQ(process.out.str().find(process.environment["GENESYS_CLIENT_SECRET"]), std::string::npos);
}

TEST_P(DoctorCommand, LaysAWrongSecretToTheToken) {
  SimulatedProcess process(centre(GetParam()));
  process.environment["GENESYS_CLIENT_SECRET"] = "canary";
  EXPECT_EQ(process.run(by(GetParam())), 1);
  auto checks = checks_of(process);
  EXPECT_EQ(verdict(checks, "reachability"), "ok");
  EXPECT_EQ(verdict(checks, "token"), "wrong");
  EXPECT_NE(text(checks["token"], "cure").find("GENESYS_CLIENT_SECRET"), std::string::npos);
  EXPECT_EQ(verdict(checks, "features"), "not_checked");
  EXPECT_EQ(process.out.str().find("canary"), std::string::npos);
}

TEST_P(DoctorCommand, AsksNobodyWithoutCredentials) {
  SimulatedProcess process(centre(GetParam()));
  process.environment.erase("GENESYS_CLIENT_ID");
  EXPECT_EQ(process.run(by(GetParam())), 1) << process.err.str();
  EXPECT_EQ(verdict(checks_of(process), "credentials"), "wrong");
  EXPECT_TRUE(process.simulator->requests().empty());
}

TEST_P(DoctorCommand, WarnsOfAClockThatIsWrong) {
  SimulatedProcess process(centre(GetParam()));
  process.clock.jump_wall(std::chrono::hours{-7});
  EXPECT_EQ(process.run(by(GetParam())), 0) << process.out.str();
  EXPECT_EQ(ailing(checks_of(process)), std::vector<std::string>{"clock"}) << process.out.str();
}

TEST_P(DoctorCommand, SaysWhichFilterExcludesEverything) {
  SimulatedProcess process(centre(GetParam()));
  EXPECT_EQ(process.run(by(GetParam(), {"--media", "voice", "--queue", "no-such-queue"})), 0)
      << process.out.str() << process.err.str();
  auto checks = checks_of(process);
  EXPECT_EQ(ailing(checks), std::vector<std::string>{"results"}) << process.out.str();
  EXPECT_EQ(text(checks["results"], "cause"), "--queue no-such-queue excludes everything");
}

TEST_P(DoctorCommand, SaysThatTheRangeIsOutOfWhatTheServerHolds) {
  SimulatedProcess process(centre(GetParam()));
  EXPECT_EQ(process.run(by(GetParam(), {"--from", "2025-03-01", "--to", "2025-03-02"})), 0)
      << process.out.str();
  auto checks = checks_of(process);
  EXPECT_EQ(text(checks["results"], "cause").rfind("the range is outside what the server holds", 0), 0U)
      << process.out.str();
}

TEST_P(DoctorCommand, ClaimsNothingOfARangeThatItDoesNotReadToItsEnd) {
  SimulatedProcess process(centre(GetParam()));
  EXPECT_EQ(process.run(by(GetParam(), {"--from", "2015-03-01", "--to", "2017-03-01"})), 0)
      << process.out.str();
  EXPECT_EQ(verdict(checks_of(process), "results"), "not_checked") << process.out.str();
  EXPECT_LE(process.simulator->requests().size(), 22U);
}

TEST_P(DoctorCommand, IsInterruptedWithoutOutput) {
  SimulatedProcess process(centre(GetParam()));
  process.stop.request_stop();
  EXPECT_EQ(process.run(by(GetParam())), 130);
  EXPECT_EQ(process.out.str(), "");
}

TEST(Doctor, TellsEachMissingPermissionFromTheRest) {
  const std::map<std::string_view, std::vector<std::string>> served{
      {"analytics:conversationDetail:view", {"history", "jobs", "live", "results"}},
      {"analytics:conversationAggregate:view", {"aggregates"}},
      {"analytics:queueObservation:view", {"activity", "queue_observations"}},
      {"analytics:userObservation:view", {"user_observations"}},
      {"routing:queue:view", {"queues"}},
      {"routing:wrapupCode:view", {"wrapup_codes"}},
      {"routing:skill:view", {"skills"}},
      {"directory:user:view", {"users"}},
      {"authorization:division:view", {"divisions"}}};
  for (const auto& [permission, features] : served) {
    auto options = centre(sim::Contract::platform);
    std::erase(options.permissions, permission);
    SimulatedProcess process(options);
    EXPECT_EQ(process.run(by(sim::Contract::platform)), 1) << permission;
    auto checks = checks_of(process);
    EXPECT_EQ(ailing(checks), features) << permission << process.out.str();
    const json::object& first = checks[features.front()];
    EXPECT_NE(text(first, "cure").find(permission), std::string::npos) << process.out.str();
    EXPECT_NE(text(first, "detail").find(permission), std::string::npos) << process.out.str();
  }
}

TEST(Doctor, NamesTheScopeThatIsMissing) {
  auto options = centre(sim::Contract::tutorial);
  std::erase(options.scopes, "conversations:view");
  SimulatedProcess process(options);
  EXPECT_EQ(process.run(by(sim::Contract::tutorial)), 1);
  EXPECT_EQ(ailing(checks_of(process)), (std::vector<std::string>{"live", "scopes"})) << process.out.str();
}

TEST(Doctor, SuspectsOthersWhereTheRateLimitIsUsedUp) {
  auto options = centre(sim::Contract::tutorial);
  options.faults = R"([{"match": {"endpoint": "history"}, "at": 1, "do": 429, "retry_after": 7}])";
  SimulatedProcess process(options);
  EXPECT_EQ(process.run(by(sim::Contract::tutorial)), 0);
  auto checks = checks_of(process);
  EXPECT_EQ(ailing(checks), std::vector<std::string>{"rate_limit"}) << process.out.str();
  EXPECT_NE(text(checks["rate_limit"], "cause").find("others use"), std::string::npos);
}

TEST(Doctor, SendsNothingMoreOnceNobodyAnswers) {
  auto options = centre(sim::Contract::tutorial);
  options.faults = R"([{"match": {"endpoint": "live"}, "do": "close"}])";
  SimulatedProcess process(options);
  EXPECT_EQ(process.run(by(sim::Contract::tutorial)), 1);
  auto checks = checks_of(process);
  EXPECT_EQ(verdict(checks, "live"), "wrong") << process.out.str();
  EXPECT_EQ(verdict(checks, "history"), "not_checked");
  EXPECT_EQ(verdict(checks, "results"), "not_checked");
  EXPECT_EQ(process.simulator->requests().size(), 3U) << "the token, and live twice";
}

TEST(Doctor, WritesTextForPeople) {
  SimulatedProcess process(centre(sim::Contract::platform));
  EXPECT_EQ(process.run(by(sim::Contract::platform, {"--format", "text"})), 0) << process.out.str();
  EXPECT_NE(process.out.str().find("\nHealthy: "), std::string::npos) << process.out.str();
  EXPECT_NE(process.out.str().find(" requests made\n"), std::string::npos) << process.out.str();
}

TEST(Doctor, NoticesAHostOfTheOtherContract) {
  SimulatedProcess process(centre(sim::Contract::tutorial));
  EXPECT_EQ(process.run(by(sim::Contract::platform)), 1);
  EXPECT_NE(process.out.str().find("--contract tutorial"), std::string::npos) << process.out.str();
}

TEST(Doctor, SaysThatNobodyListens) {
  SimulatedProcess process(centre(sim::Contract::platform));
  const int code = cli::run({.arguments = by(sim::Contract::platform),
                             .environment = process.environment,
                             .read_file = {},
                             .out = process.out,
                             .err = process.err,
                             .clock = process.clock,
                             .random = process.random,
                             .stop_on_signals = {},
                             .output_failure = {},
                             .make_client = [](const ClientOptions& options) {
                               return Client::connect(options);  // port 1: nobody serves there
                             }});
  EXPECT_EQ(code, 1);
  auto checks = checks_of(process);
  EXPECT_EQ(verdict(checks, "reachability"), "wrong");
  EXPECT_NE(text(checks["reachability"], "cause").find("127.0.0.1:1"), std::string::npos)
      << process.out.str();
  EXPECT_EQ(verdict(checks, "token"), "not_checked");
  EXPECT_EQ(verdict(checks, "clock"), "not_checked");
}

}  // namespace
}  // namespace nowthen

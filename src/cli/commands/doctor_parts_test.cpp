#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "cli/commands/doctor_checks.hpp"
#include "cli/commands/doctor_empty.hpp"
#include "cli/commands/doctor_features.hpp"
#include "cli/commands/doctor_pace.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;

const Instant now = parse_instant("2026-11-22T12:00:00Z").value();

Settings complete() {
  Settings settings{.profile = "eu", .home = "/home/ada/data"};
  settings.client.base_url = "https://api.mypurecloud.de";
  settings.client.login_url = "https://login.mypurecloud.de";
  settings.client.client_id = "ada";
  settings.client.client_secret = "canary";
  settings.origins = {.config_file = "/c.toml",
                      .address = "--region",
                      .client_id = "/c.toml:3",
                      .client_secret = "GENESYS_CLIENT_SECRET"};
  return settings;
}

Finding named(const std::vector<Finding>& findings, std::string_view check) {
  for (const Finding& finding : findings)
    if (finding.check == check) return finding;
  ADD_FAILURE() << "no check " << check;
  return {};
}

TEST(SettingsFindings, TellWhereEachValueIsFromAndNeverTheSecret) {
  const auto findings = settings_findings(complete());
  EXPECT_TRUE((Checkup{.findings = findings}.is_healthy()));
  EXPECT_EQ(named(findings, "address").detail,
            "https://api.mypurecloud.de (from --region), login https://login.mypurecloud.de (by default)");
  EXPECT_EQ(named(findings, "contract").detail, "platform (by the address; --contract decides otherwise)");
  EXPECT_EQ(named(findings, "credentials").detail,
            "client id ada (from /c.toml:3), client secret (from GENESYS_CLIENT_SECRET)");
  EXPECT_EQ(named(findings, "paths").detail, "configuration /c.toml, profile eu, home /home/ada/data");
  EXPECT_EQ(checkup_json({.findings = findings}).find("canary"), std::string::npos);
}

TEST(SettingsFindings, SayWhatIsMissing) {
  Settings settings = complete();
  settings.client.client_secret = "";
  settings.origins.client_secret = "";
  EXPECT_EQ(named(settings_findings(settings), "credentials").cause,
            "not set or empty: GENESYS_CLIENT_SECRET");
  settings.client.client_id = "";
  EXPECT_EQ(named(settings_findings(settings), "credentials").cause,
            "not set or empty: GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET");
  settings.client.base_url = "";
  EXPECT_EQ(named(settings_findings(settings), "address").verdict, Verdict::wrong);
}

TEST(SettingsFindings, DoNotShowAnAddressThatMayHoldAPassword) {
  Settings settings = complete();
  settings.client.base_url = "https://ada:canary@api.example.com";
  const auto findings = settings_findings(settings);
  EXPECT_EQ(named(findings, "address").verdict, Verdict::wrong);
  EXPECT_EQ(checkup_text({.findings = findings}, Palette{}).find("canary"), std::string::npos);
}

TEST(LoginFindings, TellTheNetworkFromTheCredentials) {
  struct Case {
    Error error;
    Verdict reachability;
    Verdict token;
  };
  for (const auto& [error, reachability, token] :
       {Case{{.kind = ErrorKind::transient, .message = "x: the name does not resolve"},
             Verdict::wrong,
             Verdict::not_checked},
        Case{{.kind = ErrorKind::local, .message = "the proxy wants a password"},
             Verdict::wrong,
             Verdict::not_checked},
        Case{{.kind = ErrorKind::unauthenticated, .message = "refused", .http_status = 401},
             Verdict::ok,
             Verdict::wrong},
        Case{{.kind = ErrorKind::transient, .message = "trouble", .http_status = 503},
             Verdict::ok,
             Verdict::wrong}}) {
    const auto findings = login_findings(complete(), error, now);
    EXPECT_EQ(named(findings, "reachability").verdict, reachability) << error.message;
    EXPECT_EQ(named(findings, "token").verdict, token) << error.message;
    const auto& wrong = named(findings, reachability == Verdict::wrong ? "reachability" : "token");
    EXPECT_EQ(wrong.cause, error.message);
    EXPECT_NE(wrong.cure, "");
  }
}

TEST(LoginFindings, NameTheProxyWithoutItsPassword) {
  const TokenStatus token{.token_type = "bearer", .expires_at = now + 24h};
  Settings settings = complete();
  const auto reached = [&] { return named(login_findings(settings, token, now), "reachability").detail; };
  EXPECT_EQ(reached(), "https://login.mypurecloud.de, TLS, no proxy");
  settings.origins.proxy = "HTTPS_PROXY";
  settings.origins.environment_proxy = "proxy:3128";
  EXPECT_NE(reached().find("proxy proxy:3128 (from HTTPS_PROXY, unless NO_PROXY names the host)"),
            std::string::npos);
  settings.origins.proxy = "--proxy";
  settings.client.proxy = "http://ada:canary@other:1";
  EXPECT_NE(reached().find("proxy other:1 (from --proxy)"), std::string::npos) << reached();
}

TEST(ClockFinding, WarnsOfAClockThatIsFarOff) {
  EXPECT_EQ(clock_finding(std::nullopt, true).verdict, Verdict::ok);
  EXPECT_EQ(clock_finding(std::nullopt, false).verdict, Verdict::not_checked);
  const Finding off = clock_finding(std::chrono::milliseconds(5min), true);
  EXPECT_EQ(off.verdict, Verdict::warning);
  EXPECT_EQ(off.cause.rfind("this machine's clock is 5 min behind the server's", 0), 0U) << off.cause;
}

TEST(ScopeFinding, NamesTheMissingScope) {
  EXPECT_EQ(scope_finding({}).verdict, Verdict::not_checked);
  std::vector<std::string> scopes{"conversations:view", "analytics:conversation:view"};
  EXPECT_EQ(scope_finding(scopes).cause, "the token lacks analytics:conversation:query");
  scopes.emplace_back("analytics:conversation:query");
  EXPECT_EQ(scope_finding(scopes).verdict, Verdict::ok);
}

TEST(PaceFinding, TellsThePaceThatIsKept) {
  EXPECT_EQ(pace_finding({}, Contract::platform, {}).detail, "300 requests a minute are kept");
  EXPECT_EQ(pace_finding({}, Contract::platform, {}).verdict, Verdict::ok);
  EXPECT_EQ(pace_finding({.platform_per_minute = 0}, Contract::platform, {}).detail,
            "requests are not paced: no limit is set");
  EXPECT_EQ(pace_finding({.live_per_minute = 0, .history_per_minute = 10}, Contract::tutorial, {}).detail,
            "unpaced live and 10 history requests a minute are kept");
}

TEST(PaceFinding, TellsWhatOthersTakeAndWarnsWhereItIsMuch) {
  const auto none = pace_finding({}, Contract::platform, {.requests = 20, .allowed = 180});
  EXPECT_EQ(none.detail, "300 requests a minute are kept; the server allows 180, nobody else uses them");
  EXPECT_EQ(none.verdict, Verdict::ok);
  const auto some = pace_finding({}, Contract::platform, {.requests = 20, .allowed = 300, .by_others = 74});
  EXPECT_EQ(some.detail, "300 requests a minute are kept; the server allows 300, others use 74 of them");
  EXPECT_EQ(some.verdict, Verdict::ok);
  const auto much = pace_finding({}, Contract::platform, {.requests = 20, .allowed = 300, .by_others = 75});
  EXPECT_EQ(much.verdict, Verdict::warning);
  EXPECT_EQ(much.cause, "others sent 75 requests of the 300 a minute that this OAuth client may");
}

TEST(PaceFinding, SuspectsOthersWhereTheServerRefused) {
  const auto finding = pace_finding({}, Contract::tutorial, {.requests = 20, .refused = 2});
  EXPECT_EQ(finding.verdict, Verdict::warning);
  EXPECT_NE(finding.cause.find("refused 2 requests"), std::string::npos);
}

TEST(LimitWatch, CountsAsOthersOnlyWhatIsBeyondTheRequestsSeen) {
  LimitWatch watch;
  const auto reply = [&watch](std::int64_t used) {
    watch.see({.kind = CallEvent::Kind::reply, .status = 200, .limit = 300, .limit_used = used});
  };
  watch.see({.kind = CallEvent::Kind::pace_wait});
  reply(1);
  reply(2);
  EXPECT_EQ(watch.seen().by_others, 0);
  reply(40);
  reply(1);  // a new window
  EXPECT_EQ(watch.seen().by_others, 37);
  EXPECT_EQ(watch.seen().requests, 4);
  EXPECT_EQ(watch.seen().allowed, 300);
}

TEST(TopicsFor, AreEnoughForNineteenThousandQueues) {
  EXPECT_TRUE(check_topic_room(0));
  EXPECT_TRUE(check_topic_room(19'000));
  const auto too_many = check_topic_room(19'007);
  ASSERT_FALSE(too_many);
  EXPECT_EQ(too_many.error().message, "19007 queues are 7 more than notifications have room for");
}

TEST(Checkup, IsUnhealthyOnlyWhereSomethingIsWrong) {
  Checkup checkup{.findings = {{.check = "a", .verdict = Verdict::warning},
                               {.check = "b", .verdict = Verdict::not_checked}},
                  .requests = 1};
  EXPECT_TRUE(checkup.is_healthy());
  checkup.findings.push_back(
      {.check = "c", .verdict = Verdict::wrong, .detail = "d\x1b", .cause = "e", .cure = "f"});
  EXPECT_FALSE(checkup.is_healthy());
  const std::string indent(33, ' ');
  EXPECT_EQ(checkup_text(checkup, Palette{}),
            "warning      a                   \n"
            "not checked  b                   \n"
            "wrong        c                   d\\x1b\n" +
                indent + "cause: e\n" + indent +
                "cure: f\n"
                "Not healthy: 1 warning, 1 wrong, 1 not checked; 1 request made\n");
  const auto json = boost::json::parse(checkup_json(checkup));
  EXPECT_FALSE(json.at("healthy").as_bool());
  EXPECT_EQ(json.at("checks").at(2).at("cause").as_string(), "e");
  EXPECT_FALSE(json.at("checks").at(0).as_object().contains("cause"));
}

/// A server that holds something only where `fits` says so, and counts the questions.
struct Held {
  std::function<bool(const HistoryQuery&)> fits;
  int asked = 0;

  Finding finding(const HistoryQuery& query) {
    const Interval wider{now - 24h * 30, now};
    return empty_finding(query, wider,
                         [this](const HistoryQuery& one) -> Result<bool> {
                           ++asked;
                           return fits(one);
                         })
        .value();
  }
};

TEST(EmptyFinding, NamesWhatExcludesEverything) {
  const HistoryQuery all{
      .interval = {now - 24h, now}, .media = {"voice"}, .queues = {"q"}, .directions = {"inbound"}};
  struct Case {
    std::function<bool(const HistoryQuery&)> fits;
    std::string cause;
    int asked;
  };
  const std::string month = "2026-10-23T12:00:00.000Z to 2026-11-22T12:00:00.000Z";
  for (const auto& [fits, cause, asked] :
       {Case{[](const auto&) { return true; }, "", 1},
        Case{[](const auto& one) { return one.media.empty(); }, "--media voice excludes everything", 2},
        Case{[](const auto& one) { return one.queues.empty(); }, "--queue q excludes everything", 3},
        Case{[](const auto& one) { return one.directions.empty(); },
             "--direction inbound excludes everything", 4},
        Case{[](const auto& one) { return one.media.empty() && one.queues.empty(); },
             "--media and --queue and --direction exclude everything together", 5},
        Case{[](const auto& one) { return one.interval.length() > 48h; },
             "the range is outside what the server holds: it has conversations from " + month, 6},
        Case{[](const auto&) { return false; }, "the server shows no conversation from " + month + " either",
             6}}) {
    Held held{.fits = fits};
    const Finding found = held.finding(all);
    EXPECT_EQ(found.cause, cause);
    EXPECT_EQ(found.verdict, cause.empty() ? Verdict::ok : Verdict::warning) << cause;
    EXPECT_EQ(found.cure.empty(), cause.empty());
    EXPECT_EQ(held.asked, asked) << cause;
  }
}

TEST(EmptyFinding, IsNotCheckedWhereTheQuestionCannotBeAsked) {
  const auto refusing = [](const Error& error) {
    return [error](const HistoryQuery&) -> Result<bool> { return error; };
  };
  const HistoryQuery query{.interval = {now - 24h, now}};
  const auto verdict = [&](const Error& error) {
    return empty_finding(query, query.interval, refusing(error)).value().verdict;
  };
  EXPECT_EQ(verdict({.kind = ErrorKind::invalid_request}), Verdict::not_checked);
  EXPECT_EQ(verdict({.kind = ErrorKind::invalid_request, .http_status = 400}), Verdict::wrong);
  EXPECT_FALSE(empty_finding(query, query.interval, refusing({.kind = ErrorKind::cancelled})));
}

}  // namespace
}  // namespace nowthen::cli

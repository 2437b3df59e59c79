#include <gtest/gtest.h>

#include <nowthen/genesys/platform.hpp>

#include "core/seeded_random.hpp"
#include "genesys/platform/platform_access.hpp"
#include "genesys/status_error.hpp"
#include "genesys/token_failure.hpp"
#include "support/scripted_transport.hpp"

namespace nowthen {
namespace {
using namespace std::chrono_literals;
using testing::broken;

/// A platform over a scripted server and a virtual clock.
class PlatformTest : public ::testing::Test {
 protected:
  PlatformTest()
      : caller({.transport = std::make_unique<testing::ScriptedTransport>(script),
                .fetch_token = [this](const std::stop_token& until) -> Result<client::Token> {
                  if (stops_at_token) stop.request_stop();
                  if (no_token) return *no_token;
                  if (until.stop_requested())
                    return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
                  return client::Token{.text = "t", .expires_at = clock.ticks() + 24h};
                },
                .classify =
                    [this](const client::Endpoint& endpoint, const net::Reply& reply) {
                      return genesys::status_error(endpoint, reply, clock.now());
                    },
                .clock = &clock,
                .random = &random}) {
    script->clock = &clock;
  }

  void answer(int status, std::string body) {
    script->script.emplace_back([status, body = std::move(body)](const net::Request&) {
      return net::Reply{.status = status, .headers = {{"ININ-Correlation-Id", "c-1"}}, .body = body};
    });
  }

  std::optional<Error> no_token;
  std::stop_source stop;
  bool stops_at_token = false;
  testing::VirtualClock clock;
  SeededRandom random{1};
  std::shared_ptr<testing::Script> script = std::make_shared<testing::Script>();
  client::Caller caller;
  genesys::platform::Endpoints endpoints = genesys::platform::endpoints();
  PlatformAccess::Parts parts{.caller = &caller, .endpoints = &endpoints, .clock = &clock};
  Platform platform = PlatformAccess::make(parts);
  const Interval day{parse_instant("2026-11-20T00:00:00Z").value(),
                     parse_instant("2026-11-21T00:00:00Z").value()};
};

TEST_F(PlatformTest, StartsAJob) {
  answer(202, R"({"jobId":"j1"})");
  const auto id = platform.start_job({.interval = day, .started_inside = true, .limit = 10});
  ASSERT_TRUE(id) << id.error().message;
  EXPECT_EQ(id->str(), "j1");
  EXPECT_EQ(script->sent.at(0).method, "POST");
  EXPECT_EQ(script->sent.at(0).target, "/api/v2/analytics/conversations/details/jobs");
  EXPECT_EQ(
      script->sent.at(0).body,
      R"({"interval":"2026-11-20T00:00:00.000Z/2026-11-21T00:00:00.000Z","order":"asc","orderBy":"conversationStart","startOfDayIntervalMatching":true,"limit":10})");
}

TEST_F(PlatformTest, NeverStartsAJobTwiceWhenTheOutcomeIsUnknown) {
  script->script.push_back(broken());
  const auto id = platform.start_job({.interval = day});
  ASSERT_FALSE(id);
  EXPECT_EQ(script->sent.size(), 1u);
  EXPECT_NE(id.error().message.find("whether the job was started is unknown"), std::string::npos);
  EXPECT_NE(id.error().hint.find("start another"), std::string::npos);
}

TEST_F(PlatformTest, SaysNothingOfAJobThatWasNeverAskedForLackOfAToken) {
  no_token = Error{.kind = ErrorKind::malformed_reply,
                   .message = std::string(genesys::getting_a_token) + "not JSON",
                   .hint = "check the login host"};
  const auto id = platform.start_job({.interval = day});
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().message.find("unknown"), std::string::npos) << id.error().message;
  EXPECT_EQ(id.error().hint, "check the login host");
  EXPECT_TRUE(script->sent.empty());
}

TEST_F(PlatformTest, SaysNothingOfAJobThatWasStoppedBeforeItWasSent) {
  stops_at_token = true;
  no_token = Error{.kind = ErrorKind::transient, .message = "the login host is down"};
  const auto id = platform.start_job({.interval = day}, stop.get_token());
  ASSERT_FALSE(id);
  EXPECT_TRUE(script->sent.empty());
  EXPECT_EQ(id.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(id.error().message.find("unknown"), std::string::npos) << id.error().message;
}

TEST_F(PlatformTest, SaysNothingOfAJobThatWasStoppedBeforeItsTurnCame) {
  stops_at_token = true;
  const auto id = platform.start_job({.interval = day}, stop.get_token());
  ASSERT_FALSE(id);
  EXPECT_TRUE(script->sent.empty());
  EXPECT_EQ(id.error().message.find("unknown"), std::string::npos) << id.error().message;
}

TEST_F(PlatformTest, SaysThatAJobMayHaveBeenStartedWhenStoppedAfterItWasSent) {
  script->script.emplace_back([&](const net::Request&) -> Result<net::Reply> {
    stop.request_stop();
    return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
  });
  const auto id = platform.start_job({.interval = day}, stop.get_token());
  ASSERT_FALSE(id);
  EXPECT_NE(id.error().message.find("unknown"), std::string::npos) << id.error().message;
}

TEST_F(PlatformTest, RefusesAJobWithoutTimeBeforeAskingForIt) {
  const auto id = platform.start_job({.interval = {day.end, day.begin}});
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind, ErrorKind::invalid_request);
  EXPECT_TRUE(script->sent.empty());
}

TEST_F(PlatformTest, WaitsForAJobAtGrowingIntervals) {
  answer(202, R"({"state":"QUEUED"})");
  answer(200, R"({"state":"PENDING"})");
  answer(200, R"({"state":"FULFILLED","expirationDate":"2026-11-22T00:00:00.000Z"})");
  const auto status = platform.wait_for_job(JobId("j/1"));
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(script->sent.at(0).target, "/api/v2/analytics/conversations/details/jobs/j%2F1");
  EXPECT_EQ(script->sent_at, (std::vector<Clock::Ticks>{3s, 7'500ms, 14'250ms}));
}

TEST_F(PlatformTest, StopsWaitingForAJobWhenToldTo) {
  stop.request_stop();
  EXPECT_EQ(platform.wait_for_job(JobId("j"), {}, stop.get_token()).error().kind, ErrorKind::cancelled);
}

TEST_F(PlatformTest, SaysThatAJobHasVanished) {
  answer(404, R"({"code":"not found"})");
  const auto status = platform.job(JobId("j1"));
  EXPECT_EQ(status.error().kind, ErrorKind::not_found);
  EXPECT_EQ(status.error().message, "there is no job j1: it has expired, was deleted, or never was");
}

TEST_F(PlatformTest, ReadsAJobsPageWithItsCursorAndItsWatermark) {
  answer(
      200,
      R"({"conversations":[{"conversationId":"a", "participants":[{"attributes":{"k":"v"}}]},{"conversationId":7}],)"
      R"("cursor":"c/2=","dataAvailabilityDate":"2026-11-20T06:00:00.000Z"})");
  const auto page = platform.job_results(JobId("j"), {.cursor = "c 1", .page_size = 500});
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(script->sent.at(0).target,
            "/api/v2/analytics/conversations/details/jobs/j/results?pageSize=500&cursor=c%201");
  ASSERT_EQ(page->records.size(), 1u);
  EXPECT_EQ(page->records[0].json, R"({"conversationId":"a","participants":[{"attributes":{"k":"v"}}]})");
  EXPECT_EQ(page->records[0].detail.participants.at(0).attributes.at(0).value, "v");
  ASSERT_EQ(page->set_aside.size(), 1u);
  EXPECT_EQ(page->set_aside[0].reason, "conversationId: not a string");
  EXPECT_EQ(page->next_cursor, "c/2=");
  EXPECT_EQ(page->data_available_until, parse_instant("2026-11-20T06:00:00Z").value());
}

TEST_F(PlatformTest, ReadsAFetchedPageWhenItIsWanted) {
  script->script.emplace_back([](const net::Request&) {
    return net::Reply{.status = 200,
                      .headers = {{"Date", "Fri, 20 Nov 2026 10:00:00 GMT"}},
                      .body = R"({"conversations":[{"conversationId":"a"}],"cursor":"c"})"};
  });
  const auto fetched = platform.fetch_job_results(JobId("j"));
  ASSERT_TRUE(fetched);
  EXPECT_EQ(script->sent.size(), 1u);
  for (int i = 0; i < 2; ++i) {
    const auto page = (*fetched)();
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->records.at(0).detail.conversation_id.str(), "a");
    EXPECT_EQ(page->next_cursor, "c");
    EXPECT_EQ(page->replied_at, parse_instant("2026-11-20T10:00:00Z").value());
  }
  EXPECT_EQ(script->sent.size(), 1u);
}

TEST_F(PlatformTest, SaysOfAFetchedPageWhatIsWrongOnlyWhenItIsRead) {
  answer(200, "<html>");
  const auto fetched = platform.fetch_job_results(JobId("j"));
  ASSERT_TRUE(fetched);
  const auto page = (*fetched)();
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, ErrorKind::malformed_reply);
  EXPECT_EQ(page.error().http_status, 200);
  answer(200, R"({"conversations":[],"cursor":"same"})");
  const auto leading_nowhere = platform.fetch_job_results(JobId("j"), {.cursor = "same"});
  ASSERT_TRUE(leading_nowhere);
  EXPECT_FALSE((*leading_nowhere)());
  answer(404, R"({"code":"not found"})");
  EXPECT_EQ(platform.fetch_job_results(JobId("j")).error().kind, ErrorKind::not_found);
}

TEST_F(PlatformTest, TakesNoCursorForTheEndAndRefusesOneThatLeadsNowhere) {
  answer(200, R"({"dataAvailabilityDate":"2026-11-20T06:00:00.000Z"})");
  EXPECT_EQ(platform.job_results(JobId("j")).value().next_cursor, "");
  answer(200, R"({"conversations":[],"cursor":"same"})");
  EXPECT_FALSE(platform.job_results(JobId("j"), {.cursor = "same"}));
}

TEST_F(PlatformTest, KnowsThatARefusedJobWasNotStartedWhenStoppedBeforeItsNextTry) {
  script->script.emplace_back([this](const net::Request&) {
    stop.request_stop();
    return net::Reply{.status = 429, .headers = {{"Retry-After", "2"}}, .body = "{}"};
  });
  const auto id = platform.start_job({.interval = day}, stop.get_token());
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(id.error().message.find("unknown"), std::string::npos) << id.error().message;
}

TEST_F(PlatformTest, ReadsAJobsPagesToTheEndAndAgainWhereOneFailed) {
  answer(200, R"({"conversations":[{"conversationId":"a"}],"cursor":"one"})");
  auto results = platform.results(JobId("j"), {.page_size = 1});
  EXPECT_EQ(results.next_page().value()->records.size(), 1U);
  EXPECT_EQ(results.cursor(), "one");
  answer(200, "<html>");
  EXPECT_FALSE(results.next_page());
  answer(200, R"({"conversations":[{"conversationId":"b"}]})");
  EXPECT_EQ(results.next_page().value()->records.at(0).detail.conversation_id.str(), "b");
  EXPECT_FALSE(results.next_page().value());
  EXPECT_EQ(results.cursor(), "");
}

TEST_F(PlatformTest, NoticesCursorsThatLeadInACircle) {
  auto results = platform.results(JobId("j"));
  for (const char* cursor : {"one", "two"}) {
    answer(200, std::string(R"({"conversations":[],"cursor":")") + cursor + "\"}");
    EXPECT_TRUE(results.next_page()) << cursor;
  }
  answer(200, R"({"conversations":[],"cursor":"one"})");
  const auto page = results.next_page();
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, ErrorKind::malformed_reply);
  EXPECT_NE(page.error().message.find("circle"), std::string::npos);
}

TEST_F(PlatformTest, CancelsAJob) {
  answer(204, "");
  EXPECT_TRUE(platform.cancel_job(JobId("j")));
  EXPECT_EQ(script->sent.at(0).method, "DELETE");
}

TEST_F(PlatformTest, TakesAJobThatIsGoneForCancelled) {
  answer(404, R"({"code":"not found"})");
  EXPECT_TRUE(platform.cancel_job(JobId("j")));
  answer(403, "{}");
  EXPECT_EQ(platform.cancel_job(JobId("j")).error().kind, ErrorKind::forbidden);
}

TEST_F(PlatformTest, AsksForManyIdsInPartsAndSaysWhichAreNotThere) {
  answer(200, R"({"conversations":[{"conversationId":"b"},{"conversationId":"stranger"}]})");
  answer(200, "{}");
  const auto found = platform.conversations_by_id(
      {.ids = {ConversationId("a"), ConversationId("b"), ConversationId("a"), ConversationId("c,d")},
       .ids_per_request = 2});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(script->sent.size(), 2u);
  EXPECT_EQ(script->sent[0].target, "/api/v2/analytics/conversations/details?id=a,b");
  EXPECT_EQ(script->sent[1].target, "/api/v2/analytics/conversations/details?id=c%2Cd");
  ASSERT_EQ(found->records.size(), 1u);
  EXPECT_EQ(found->records[0].detail.conversation_id.str(), "b");
  EXPECT_EQ(found->not_found, (std::vector<ConversationId>{ConversationId("a"), ConversationId("c,d")}));
}

TEST_F(PlatformTest, SaysWhichContractTheHostSpeaksWhenItIsTheOther) {
  answer(200, R"({"total":1,"groups":[{"conversationId":"a"}],"nextPage":null})");
  const auto page = platform.job_results(JobId("j"));
  ASSERT_FALSE(page);
  EXPECT_NE(page.error().message.find("tutorial's contract"), std::string::npos);
  EXPECT_NE(page.error().hint.find("--contract tutorial"), std::string::npos);
  EXPECT_EQ(page.error().correlation_id, "c-1");
}

TEST_F(PlatformTest, RefusesAStrangersReply) {
  answer(200, R"({"message":"hello"})");
  EXPECT_EQ(platform.conversations_by_id({.ids = {ConversationId("a")}}).error().kind,
            ErrorKind::malformed_reply);
  answer(200, "<html>");
  EXPECT_NE(platform.activity({}).error().hint.find("base URL"), std::string::npos);
}

TEST_F(PlatformTest, AsksForActivity) {
  answer(
      200,
      R"({"results":[{"group":{"queueId":"q","mediaType":"voice"},"data":[{"metric":"oWaiting","count":1}],"truncated":false,"entities":[{"activityDate":"2026-11-20T09:00:10.000Z","conversationId":"c"}]}],"entityIdDimension":"conversationId"})");
  const auto activity = platform.activity({.metrics = {"oWaiting", "oInteracting"}, .details = {"oWaiting"}});
  ASSERT_TRUE(activity) << activity.error().message;
  EXPECT_EQ(
      script->sent.at(0).body,
      R"({"metrics":[{"metric":"oWaiting","details":true},{"metric":"oInteracting"}],"groupBy":["queueId","mediaType"]})");
  EXPECT_EQ(activity->results.at(0).data.at(0).count, 1);
  EXPECT_EQ(activity->results.at(0).entities.at(0).conversation_id.str(), "c");
}

TEST_F(PlatformTest, ObservesQueues) {
  answer(
      200,
      R"({"systemToOrganizationMappings":{"AVAILABLE":["p"]},"results":[{"group":{"queueId":"q"},"data":[{"metric":"oOnQueueUsers","qualifier":"IDLE","stats":{"count":3}}]}]})");
  const auto seen = platform.queue_observations(
      {.filter = {.predicates = {dimension_is("queueId", "q")}}, .metrics = {"oOnQueueUsers"}});
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(seen->results.at(0).data.at(0).stats.count, 3);
  EXPECT_EQ(seen->system_to_organization_mappings.at(0).values, (std::vector<std::string>{"p"}));
  EXPECT_EQ(platform.queue_observations({.metrics = {"oWaiting"}}).error().kind, ErrorKind::invalid_request);
}

TEST_F(PlatformTest, SumsUpWithAllDigits) {
  answer(
      200,
      R"({"results":[{"group":{},"data":[{"interval":"a/b","metrics":[{"metric":"tTalk","stats":{"sum":9007199254740993,"ratio":1,"max":0.5}}]}]}]})");
  const auto sums = platform.aggregates({.interval = day, .granularity = "PT30M", .metrics = {"tTalk"}});
  ASSERT_TRUE(sums) << sums.error().message;
  const auto& stats = sums->results.at(0).data.at(0).metrics.at(0).stats;
  EXPECT_EQ(stats.sum, Number(std::int64_t{9'007'199'254'740'993}));
  EXPECT_EQ(stats.ratio, Number(std::int64_t{1}));
  EXPECT_EQ(stats.max, Number(0.5));
}

TEST_F(PlatformTest, ListsEntitiesPageByPage) {
  answer(
      200,
      R"({"entities":[{"id":"u1","name":"Hana","division":{"id":"d","name":"Home"},"state":"deleted","email":"x"},{"name":"?"}],"pageNumber":1,"pageCount":2,"total":2})");
  answer(200, R"({"entities":[{"id":"u2","name":"Tess"}],"pageNumber":2,"pageCount":2,"total":2})");
  auto users = platform.entities(EntityKind::users);
  const auto first = users.next_page().value();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->entities.at(0).division->name, "Home");
  EXPECT_EQ(first->entities.at(0).state, "deleted");
  EXPECT_EQ(first->entities.at(0).extra, R"({"email":"x"})");
  EXPECT_EQ(first->set_aside.at(0).reason, "id: missing");
  EXPECT_TRUE(users.next_page().value());
  EXPECT_FALSE(users.next_page().value());
  EXPECT_EQ(script->sent.at(1).target, "/api/v2/users?state=any&pageSize=100&pageNumber=2");
  EXPECT_EQ(users.report().entities, 2);
  EXPECT_FALSE(users.report().complete());
}

TEST_F(PlatformTest, KnowsWhoseTokenItUses) {
  answer(200, R"({"organization":{"id":"o","name":"Acme"},"OAuthClient":{"id":"c","name":"reader"}})");
  EXPECT_EQ(platform.token_info().value().oauth_client->name, "reader");
  answer(200, R"({"id":"o","name":"Acme","state":"active","features":{"x":true}})");
  EXPECT_EQ(platform.organization().value().extra, R"({"features":{"x":true}})");
}

TEST_F(PlatformTest, NamesTheConversationThatIsNotThere) {
  answer(404, "{}");
  EXPECT_EQ(platform.conversation(ConversationId("x")).error().message, "there is no conversation x");
  answer(200, R"({ "conversationId" : "x" })");
  EXPECT_EQ(platform.conversation(ConversationId("x")).value().json, R"({"conversationId":"x"})");
}

TEST_F(PlatformTest, RefusesAConversationThatWasNotAskedFor) {
  answer(200, R"({"conversationId":"y"})");
  const auto record = platform.conversation(ConversationId("x"));
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().kind, ErrorKind::malformed_reply);
  EXPECT_NE(record.error().message.find("another conversation"), std::string::npos) << record.error().message;
  EXPECT_EQ(record.error().correlation_id, "c-1");
}

TEST_F(PlatformTest, SetsARecordAsideThatSpoilsThePage) {
  answer(200,
         "{\"conversations\":[{\"conversationId\":\"a\xFF\"},{\"conversationId\":\"b\"}],\"cursor\":\"2\"}");
  const auto page = platform.job_results(JobId("j"));
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->records.size(), 1u);
  EXPECT_EQ(page->set_aside.size(), 1u);
}

}  // namespace
}  // namespace nowthen

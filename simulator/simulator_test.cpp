#include "simulator/simulator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::Bench;
using testing::still_world;
using testing::text;
using testing::two_days;

namespace json = boost::json;

std::set<std::string> truth_ids(const Bench& bench, const char* list) {
  std::set<std::string> ids;
  const auto truth = json::parse(bench.simulator->truth(testing::noon));
  for (const auto& each : truth.at(list).as_array())
    ids.insert(each.is_string() ? text(each) : text(each.at("id")));
  return ids;
}

TEST(SimulatorHistory, GivesEveryVisibleRecordOnceInTheOrderOfStartAndId) {
  Bench bench;
  std::set<std::string> seen;
  std::pair<std::string, std::string> last;
  json::value next = 1;
  std::int64_t total = -1;
  while (!next.is_null()) {
    const auto reply = bench.history(
        R"({"dateFrom":"2026-11-01T00:00:00.000Z","dateTo":"2026-11-21T00:00:00.000Z","pageSize":50,"pageNumber":)" +
        json::serialize(next) + "}");
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto body = Bench::json(reply);
    total = body.at("total").as_int64();
    EXPECT_EQ(body.at("totalCount"), body.at("total"));
    EXPECT_LE(body.at("groups").as_array().size(), 50U);
    for (const auto& group : body.at("groups").as_array()) {
      const std::pair place{text(group.at("startTime")), text(group.at("conversationId"))};
      EXPECT_LT(last, place);
      last = place;
      seen.insert(place.second);
      EXPECT_EQ(text(group.at("state")), "closed");
      EXPECT_LT(text(group.at("startTime")), text(group.at("endTime")));
    }
    next = body.at("nextPage");
  }
  EXPECT_GT(seen.size(), 200U);
  EXPECT_EQ(static_cast<std::size_t>(total), seen.size());
  EXPECT_EQ(seen, truth_ids(bench, "history"));
}

TEST(SimulatorHistory, ReportsTheMetricsThatWereAskedForInSeconds) {
  Bench bench;
  const auto body =
      Bench::json(bench.history(two_days(R"(,"metrics":["talkTime","queueTime"],"pageSize":100)")));
  const auto truth = json::parse(bench.simulator->truth(testing::noon));
  std::map<std::string, double> talk;
  for (const auto& each : truth.at("history").as_array())
    talk[text(each.at("id"))] = each.at("talkTime").as_double();
  double sum = 0;
  for (const auto& group : body.at("groups").as_array()) {
    const auto& metrics = group.at("metrics").as_object();
    EXPECT_EQ(metrics.size(), 2U);
    EXPECT_EQ(text(metrics.at("talkTime").at("unit")), "seconds");
    EXPECT_EQ(metrics.at("talkTime").at("value").as_double(), talk.at(text(group.at("conversationId"))));
    sum += metrics.at("talkTime").at("value").as_double();
  }
  EXPECT_GT(sum, 0);
}

TEST(SimulatorHistory, FiltersByTypeQueueAndDirection) {
  Bench bench;
  std::map<std::string, std::array<std::string, 3>> truth;
  const auto oracle = json::parse(bench.simulator->truth(testing::noon));
  for (const auto& each : oracle.at("history").as_array())
    truth[text(each.at("id"))] = {text(each.at("type")), text(each.at("queueId")),
                                  text(each.at("direction"))};
  const std::string queue = truth.begin()->second[1];
  const std::vector<std::pair<std::string, std::function<bool(const std::array<std::string, 3>&)>>> filters{
      {R"("type":["chat","email"])", [](const auto& t) { return t[0] == "chat" || t[0] == "email"; }},
      {R"("queueId":[")" + queue + R"("])", [&](const auto& t) { return t[1] == queue; }},
      {R"("direction":"outbound")", [](const auto& t) { return t[2] == "outbound"; }},
      {R"("type":["voice"],"direction":"inbound")",
       [](const auto& t) { return t[0] == "voice" && t[2] == "inbound"; }},
      {R"("queueId":["nowhere"])", [](const auto&) { return false; }},
  };
  for (const auto& [filter, passes] : filters) {
    const auto body = Bench::json(bench.history(
        R"({"dateFrom":"2026-11-01T00:00:00.000Z","dateTo":"2026-11-21T00:00:00.000Z","pageSize":1,"filters":{)" +
        filter + "}}"));
    const auto expected = std::count_if(truth.begin(), truth.end(),
                                        [&, p = passes](const auto& each) { return p(each.second); });
    EXPECT_EQ(body.at("total").as_int64(), expected) << filter;
  }
}

TEST(SimulatorHistory, ShowsARecordOnlyOnceItsWrapUpIsOver) {
  Bench bench;
  const auto pending = truth_ids(bench, "pending");
  const auto shown = truth_ids(bench, "history");
  ASSERT_FALSE(pending.empty()) << "the world should have something that is closed and not yet visible";
  for (const auto& id : pending) EXPECT_FALSE(shown.contains(id));
}

TEST(SimulatorHistory, MovesItsTotalAsRecordsAppear) {
  Bench bench;
  const auto total = [&] { return Bench::json(bench.history(two_days())).at("total").as_int64(); };
  const auto before = total();
  bench.simulator->set_clock(testing::noon + std::chrono::hours(6), 0);
  EXPECT_GT(total(), before);
}

TEST(SimulatorLive, GivesTheOpenOnesAndThoseClosedWithinADay) {
  Bench bench;
  std::set<std::string> seen;
  std::string query = "?pageSize=20";
  std::int64_t total = 0;
  for (int pages = 0; pages < 100; ++pages) {
    const auto reply = bench.live(query);
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto body = Bench::json(reply);
    total = body.at("totalCount").as_int64();
    for (const auto& entity : body.at("entities").as_array()) {
      EXPECT_TRUE(seen.insert(text(entity.at("id"))).second);
      const bool closed = text(entity.at("state")) == "closed";
      EXPECT_EQ(closed, entity.as_object().contains("endTime"));
      EXPECT_FALSE(entity.at("participants").as_array().empty());
    }
    if (body.at("nextPage").is_null()) break;
    query = "?pageSize=20&after=" + text(body.at("nextPage"));
  }
  EXPECT_EQ(static_cast<std::size_t>(total), seen.size());
  const auto truth = json::parse(bench.simulator->truth(testing::noon));
  EXPECT_EQ(truth.at("live").as_int64(), total);
  for (const auto& each : truth.at("open").as_array()) EXPECT_TRUE(seen.contains(text(each.at("id"))));
}

TEST(SimulatorLive, LeadsBackByItsPreviousCursor) {
  Bench bench;
  const auto first = Bench::json(bench.live("?pageSize=5"));
  const auto second = Bench::json(bench.live("?pageSize=5&after=" + text(first.at("nextPage"))));
  EXPECT_TRUE(first.at("previousPage").is_null());
  const auto back = Bench::json(bench.live("?pageSize=5&after=" + text(second.at("previousPage"))));
  EXPECT_EQ(back.at("entities"), first.at("entities"));
}

TEST(SimulatorLive, NeitherLosesNorRepeatsWhenTheSetMovesBetweenPages) {
  Bench bench;
  std::set<std::string> seen;
  const auto first = Bench::json(bench.live("?pageSize=10"));
  for (const auto& entity : first.at("entities").as_array()) seen.insert(text(entity.at("id")));
  bench.simulator->set_clock(testing::noon + std::chrono::hours(2), 0);
  std::string query = "?pageSize=10&after=" + text(first.at("nextPage"));
  for (;;) {
    const auto body = Bench::json(bench.live(query));
    for (const auto& entity : body.at("entities").as_array())
      EXPECT_TRUE(seen.insert(text(entity.at("id"))).second);
    if (body.at("nextPage").is_null()) break;
    query = "?pageSize=10&after=" + text(body.at("nextPage"));
  }
  const auto truth = json::parse(bench.simulator->truth(testing::noon + std::chrono::hours(2)));
  for (const auto& each : truth.at("open").as_array()) EXPECT_TRUE(seen.contains(text(each.at("id"))));
}

TEST(SimulatorLive, RefusesBadPageSizesAndCursors) {
  Bench bench;
  for (const char* query : {"?pageSize=0", "?pageSize=101", "?pageSize=ten", "?pageSize=", "?after=rubbish",
                            "?after=bm90IG91cnM", "?pageSize=%zz"}) {
    const auto reply = bench.live(query);
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(Bench::json(reply).at("status").as_int64(), 400) << query;
  }
}

TEST(Simulator, NamesTheMissingScope) {
  Options options = still_world();
  options.scopes = {"analytics:conversation:view"};
  Bench bench(options);
  EXPECT_EQ(bench.live().status, 403);
  EXPECT_NE(bench.live().body.find("conversations:view"), std::string::npos);
  const auto history = bench.history(two_days());
  EXPECT_EQ(history.status, 403);
  EXPECT_NE(history.body.find("analytics:conversation:query"), std::string::npos);
  EXPECT_EQ(history.body.find("analytics:conversation:view"), std::string::npos);
}

TEST(Simulator, RefusesAMissingAForeignAndAnExpiredToken) {
  Bench bench;
  EXPECT_EQ(bench.get("/api/v2/conversations").status, 401);
  const std::string good = bench.token;
  bench.token = "not.a.token";
  EXPECT_EQ(bench.live().status, 401);
  bench.token = good;
  bench.clock.advance(std::chrono::seconds(3599));
  EXPECT_EQ(bench.live().status, 200);
  bench.clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(bench.live().status, 401);
}

TEST(Simulator, AnswersWhatItDoesNotKnowInTheApisWords) {
  Bench bench;
  EXPECT_EQ(bench.get("/api/v2/nothing").status, 404);
  EXPECT_EQ(bench.get("no slash").status, 400);
  const auto wrong_method = bench.get("/oauth/token");
  EXPECT_EQ(wrong_method.status, 405);
  EXPECT_EQ(wrong_method.headers.get("allow"), "POST");
  auto request = bench.history_request(two_days());
  request.headers.set("Content-Type", "text/plain");
  EXPECT_EQ(bench.send(request).status, 415);
  EXPECT_EQ(bench.history(std::string((1U << 20U) + 1, ' ')).status, 413);
  const auto body = Bench::json(bench.get("/api/v2/nothing"));
  for (const char* name : {"message", "code", "status", "contextId", "details", "errors"})
    EXPECT_TRUE(body.as_object().contains(name)) << name;
}

TEST(Simulator, CarriesTheSimulatedDateAndACorrelationIdOnEveryReply) {
  Bench bench;
  std::set<std::string> ids;
  for (const auto& reply : {bench.live(), bench.get("/nowhere"), bench.form("/oauth/token", "")}) {
    EXPECT_EQ(reply.headers.get("date"), "Fri, 20 Nov 2026 12:00:00 GMT");
    ids.insert(std::string(reply.headers.get("inin-correlation-id").value_or("")));
  }
  EXPECT_EQ(ids.size(), 3U);
  EXPECT_FALSE(ids.contains(""));
}

TEST(Simulator, GivesTheSameBytesForTheSameOptions) {
  Bench one;
  Bench other;
  EXPECT_EQ(one.live("?pageSize=100").body, other.live("?pageSize=100").body);
  EXPECT_EQ(one.history(two_days()).body, other.history(two_days()).body);
  EXPECT_EQ(one.token, other.token);
}

TEST(Simulator, CompressesOnlyForClientsThatAcceptIt) {
  Bench bench;
  auto request = bench.live_request("?pageSize=100");
  const auto plain = bench.send(request);
  EXPECT_FALSE(plain.headers.get("content-encoding"));
  request.headers.set("Accept-Encoding", "br, gzip");
  const auto packed = bench.send(request);
  EXPECT_EQ(packed.headers.get("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size() * 3, plain.body.size());
  const auto unpacked = bench.simulator->transport()->send(request, {});
  ASSERT_TRUE(unpacked);
  EXPECT_EQ(unpacked->body, plain.body);
}

TEST(Simulator, ExtendsTheWorldAsTimePasses) {
  Options options = still_world();
  options.speed = 3600;
  Bench bench(options);
  bench.clock.advance(std::chrono::seconds(48));
  EXPECT_EQ(bench.simulator->now(), testing::noon + std::chrono::hours(48));
  const auto body = Bench::json(
      bench.history(R"({"dateFrom":"2026-11-21T00:00:00.000Z","dateTo":"2026-11-22T00:00:00.000Z"})"));
  EXPECT_GT(body.at("total").as_int64(), 50);
}

TEST(Simulator, NamesTheOptionAtFault) {
  nowthen::testing::VirtualClock clock;
  const std::vector<std::pair<std::function<void(Options&)>, std::string>> cases{
      {[](Options& o) { o.days = 0; }, "days"},
      {[](Options& o) { o.per_day = -1; }, "per-day"},
      {[](Options& o) { o.speed = -1; }, "speed"},
      {[](Options& o) { o.limits = "{"; }, "limits"},
      {[](Options& o) { o.faults = R"([{"do":"nonsense"}])"; }, "rule 1"},
      {[](Options& o) { o.records_dir = "/does/not/exist"; }, "/does/not/exist"},
      {[](Options& o) { o.client_secret = ""; }, "secret"},
  };
  for (const auto& [spoil, word] : cases) {
    Options options = still_world();
    spoil(options);
    const auto made = Simulator::create(options, clock);
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().message.find(word), std::string::npos) << made.error().message;
  }
}

}  // namespace
}  // namespace nowthen::sim

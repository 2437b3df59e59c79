#include <gtest/gtest.h>

#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;
using testing::Bench;
using testing::noon;
using testing::text;

TEST(Control, ShowsSetsAndStepsTheClockWithoutAToken) {
  Bench bench;
  EXPECT_EQ(text(Bench::json(bench.get("/_sim/clock")).at("now")), "2026-11-20T12:00:00.000Z");
  EXPECT_EQ(bench.post("/_sim/clock", R"({"now":"2026-11-20T15:00:00Z","speed":60})").status, 200);
  bench.clock.advance(2s);
  EXPECT_EQ(bench.simulator->now(), noon + 3h + 2min);
  bench.post("/_sim/clock", R"({"step_seconds":30,"speed":0})");
  EXPECT_EQ(bench.simulator->now(), noon + 3h + 2min + 30s);
}

TEST(Control, RefusesClocksThatCannotBe) {
  Bench bench;
  for (const char* body :
       {"", "[]", R"({"now":"soon"})", R"({"speed":-1})", R"({"now":"1999-01-01T00:00:00Z"})",
        R"({"nwo":"2026-11-20T15:00:00Z"})", R"({"step_seconds":1e300})"})
    EXPECT_EQ(bench.post("/_sim/clock", body).status, 400) << body;
  EXPECT_EQ(bench.simulator->now(), noon);
}

TEST(Control, TellsTheTruthOfAnInstant) {
  Bench bench;
  const auto now = Bench::json(bench.get("/_sim/truth"));
  const auto earlier = Bench::json(bench.get("/_sim/truth?at=2026-11-19T12:00:00.000Z"));
  EXPECT_LT(earlier.at("history").as_array().size(), now.at("history").as_array().size());
  EXPECT_EQ(text(earlier.at("at")), "2026-11-19T12:00:00.000Z");
  EXPECT_EQ(bench.get("/_sim/truth?at=then").status, 400);
  std::int64_t on_board = 0;
  for (const auto& queue : now.at("board").as_object())
    for (const auto& state : queue.value().as_object()) on_board += state.value().as_int64();
  EXPECT_EQ(static_cast<std::size_t>(on_board), now.at("open").as_array().size());
}

TEST(Control, CountsAndListsRequestsButNotItsOwn) {
  Bench bench;
  bench.live("?pageSize=3");
  bench.get("/api/v2/nothing");
  bench.get("/_sim/clock");
  const auto log = Bench::json(bench.get("/_sim/requests?first=1&most=5"));
  EXPECT_EQ(log.at("total").as_int64(), 3);
  const auto& requests = log.at("requests").as_array();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(text(requests[0].at("target")), "/api/v2/conversations?pageSize=3");
  EXPECT_EQ(text(requests[0].at("clientId")), "nowthen-sim");
  EXPECT_EQ(requests[1].at("status").as_int64(), 404);
  const auto stats = Bench::json(bench.get("/_sim/stats"));
  EXPECT_EQ(stats.at("requests").as_int64(), 3);
  EXPECT_EQ(stats.at("endpoints").at("live").at("statuses").at("200").as_int64(), 1);
}

TEST(Control, TakesAFaultScriptAndAnEmptyOne) {
  Bench bench;
  EXPECT_EQ(bench.post("/_sim/faults", R"([{"do":500}])").body, R"({"rules":1})");
  EXPECT_EQ(bench.live().status, 500);
  EXPECT_EQ(bench.post("/_sim/faults", R"([{"do":"nonsense"}])").status, 400);
  EXPECT_EQ(bench.live().status, 500) << "a refused script changes nothing";
  bench.post("/_sim/faults", "[]");
  EXPECT_EQ(bench.live().status, 200);
}

TEST(Control, KnowsNothingElse) {
  Bench bench;
  EXPECT_EQ(bench.get("/_sim").status, 404);
  EXPECT_EQ(bench.get("/_sim/faults").status, 404);
}

TEST(Limits, AreCountedOnTheCallersClockAndSayWhenToComeBack) {
  Options options = testing::still_world();
  options.limits = R"({"headers":true})";
  Bench bench(options);
  for (int request = 1; request <= 10; ++request) {
    const auto reply = bench.history(testing::two_days());
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.headers.get("inin-ratelimit-count"), std::to_string(request));
    EXPECT_EQ(reply.headers.get("inin-ratelimit-allowed"), "10");
  }
  const auto refused = bench.history(testing::two_days());
  EXPECT_EQ(refused.status, 429);
  const auto wait = std::stoi(std::string(refused.headers.get("retry-after").value_or("0")));
  EXPECT_GT(wait, 0);
  EXPECT_LE(wait, 60);
  bench.clock.advance(std::chrono::seconds(wait));
  EXPECT_EQ(bench.history(testing::two_days()).status, 200);
  EXPECT_EQ(bench.live().status, 200) << "each endpoint has its own";
}

TEST(Control, ShowsTheFloorAtAnyInstant) {
  Options options = testing::still_world();
  options.per_day = 4000;
  Bench bench(options);
  const auto floor = Bench::json(bench.get("/_sim/floor?at=2026-11-20T11:00:00.000Z"));
  EXPECT_EQ(text(floor.at("at")), "2026-11-20T11:00:00.000Z");
  const auto truth = bench.simulator->floor(noon - std::chrono::hours(1));
  ASSERT_EQ(floor.at("conversations").as_array().size(), truth.size());
  EXPECT_EQ(text(floor.at("conversations").at(0).at("id")), truth.at(0).conversation_id);
  EXPECT_EQ(bench.get("/_sim/floor?at=yesterday").status, 400);
}

}  // namespace
}  // namespace nowthen::sim

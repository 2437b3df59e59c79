#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <vector>

#include "tests/support/simulator_bench.hpp"

namespace nowthen::sim {
namespace {

using namespace std::chrono_literals;
using testing::Bench;
using testing::text;
using testing::two_days;

/// A bench whose simulator does this one thing to every live and history request.
struct Faulty : Bench {
  explicit Faulty(const std::string& rule) {
    const auto set = simulator->set_faults("[" + rule + "]");
    EXPECT_TRUE(set) << rule << ": " << (set ? "" : set.error().message);
  }
};

TEST(Faults, AuthoriseWronglyAsTold) {
  EXPECT_EQ(Faulty(R"({"do":"unauthorized"})").live().status, 401);
  EXPECT_EQ(Faulty(R"({"do":"forbidden","scope":"some:scope"})").live().status, 403);
  EXPECT_NE(Faulty(R"({"do":"forbidden","scope":"some:scope"})").live().body.find("some:scope"),
            std::string::npos);
  EXPECT_EQ(Faulty(R"({"do":"wrong_secret"})").form("/oauth/token", "").status, 401);
  EXPECT_EQ(text(Bench::json(Faulty(R"({"do":"wrong_region"})").form("/oauth/token", "")).at("description")),
            "client not found");
}

TEST(Faults, ExpireATokenInTheMiddleOfARun) {
  Faulty bench(R"({"at":2,"match":{"endpoint":"live"},"do":"expire_token"})");
  EXPECT_EQ(bench.live().status, 200);
  EXPECT_EQ(bench.live().status, 401);
  bench.token = bench.fresh_token();
  EXPECT_EQ(bench.live().status, 200);
}

TEST(Faults, GiveATokenAShortLife) {
  Faulty bench(R"({"do":"short_token","seconds":3})");
  bench.token = bench.fresh_token();
  bench.clock.advance(2s);
  EXPECT_EQ(bench.live().status, 200);
  bench.clock.advance(1s);
  EXPECT_EQ(bench.live().status, 401);
}

TEST(Faults, ThrottleWithEveryFormOfRetryAfter) {
  const std::vector<std::pair<std::string, std::optional<std::string>>> cases{
      {R"("retry_after":0)", "0"},
      {R"("retry_after":86400)", "86400"},
      {R"("form":"date","retry_after":60)", "Fri, 20 Nov 2026 12:01:00 GMT"},
      {R"("form":"none")", std::nullopt},
      {R"("form":"rubbish")", "soon, please"},
  };
  for (const auto& [parameters, expected] : cases) {
    const auto reply = Faulty(R"({"do":"throttle",)" + parameters + "}").live();
    EXPECT_EQ(reply.status, 429);
    const auto header = reply.headers.get("retry-after");
    EXPECT_EQ(header ? std::optional<std::string>(*header) : std::nullopt, expected) << parameters;
  }
}

TEST(Faults, LowerALimitAndLetOthersInWhileRunning) {
  Faulty lower(R"({"at":3,"match":{"endpoint":"live"},"do":"lower_limit","limit":2})");
  EXPECT_EQ(lower.live().status, 200);
  EXPECT_EQ(lower.live().status, 200);
  EXPECT_EQ(lower.live().status, 200) << "counted only since there is a limit";
  EXPECT_EQ(lower.live().status, 200);
  EXPECT_EQ(lower.live().status, 429);

  Options options = testing::still_world();
  options.limits = R"({"model":"sliding_log"})";
  options.faults = R"([{"at":1,"match":{"endpoint":"history"},"do":"others_on_token","per_minute":300}])";
  Bench shared(options);
  EXPECT_EQ(shared.history(two_days()).status, 200);
  shared.clock.advance(10s);
  EXPECT_EQ(shared.history(two_days()).status, 429);
}

TEST(Faults, AnswerWithAnyServerStatus) {
  for (const int status : {408, 500, 502, 503, 504})
    EXPECT_EQ(Faulty(R"({"do":)" + std::to_string(status) + "}").live().status, status);
  const auto gateway = Faulty(R"({"do":502,"html":true,"retry_after":3,"form":"seconds"})").live();
  EXPECT_EQ(gateway.headers.get("content-type"), "text/html");
  EXPECT_EQ(gateway.headers.get("retry-after"), "3");
}

struct Outcome {
  std::optional<ErrorKind> error;
  Clock::Ticks took;
};

Outcome outcome_of(const std::string& rule) {
  Faulty bench(rule);
  auto request = bench.live_request("?pageSize=100");
  request.timeouts = {.first_byte = 10s, .stall = 5s, .total = 30s};
  const auto begin = bench.clock.ticks();
  const auto reply = bench.simulator->transport()->send(request, {});
  return {.error = reply ? std::nullopt : std::optional(reply.error().kind),
          .took = bench.clock.ticks() - begin};
}

TEST(Faults, BreakTheTransportAsARealOneBreaks) {
  const std::vector<std::tuple<std::string, std::optional<ErrorKind>, Clock::Ticks>> cases{
      {R"({"do":"delay","milliseconds":4000})", std::nullopt, 4s},
      {R"({"do":"delay","milliseconds":11000})", ErrorKind::transient, 10s},
      {R"({"do":"slow","bytes_per_second":100})", ErrorKind::transient, 30s},
      {R"({"do":"close"})", ErrorKind::transient, 0s},
      {R"({"do":"reset_in_head"})", ErrorKind::transient, 0s},
      {R"({"do":"stall_in_head"})", ErrorKind::transient, 10s},
      {R"({"do":"stall_after_head"})", ErrorKind::transient, 5s},
      {R"({"do":"stall_in_body"})", ErrorKind::transient, 5s},
      {R"({"do":"reset_in_body"})", ErrorKind::transient, 0s},
      {R"({"do":"truncate_body","after_bytes":10})", ErrorKind::transient, 0s},
      {R"({"do":"truncate_body","after_bytes":1000000})", ErrorKind::transient, 0s},
      {R"({"do":"cut_chunks"})", ErrorKind::transient, 0s},
      {R"({"do":"cut_gzip"})", ErrorKind::transient, 0s},
      {R"({"do":"close_after"})", std::nullopt, 0s},
      {R"({"do":"gzip_bomb","size":100000000})", ErrorKind::malformed_reply, 0s},
      {R"({"do":"huge_record","size":70000000})", ErrorKind::malformed_reply, 0s},
      {R"({"do":"endless_body","size":68000000})", ErrorKind::malformed_reply, 0s},
      {R"({"do":"endless_body","size":1000})", ErrorKind::transient, 5s},
  };
  for (const auto& [rule, error, took] : cases) {
    const Outcome outcome = outcome_of(rule);
    EXPECT_EQ(outcome.error, error) << rule;
    EXPECT_EQ(outcome.took, took) << rule;
  }
}

TEST(Faults, StopsWaitingWhenAskedTo) {
  Faulty bench(R"({"do":"stall_in_head"})");
  std::stop_source stop;
  stop.request_stop();
  const auto reply = bench.simulator->transport()->send(bench.live_request(), stop.get_token());
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::cancelled);
}

TEST(Faults, SpoilTheBodyAsNamed) {
  EXPECT_FALSE(Bench::json(Faulty(R"({"do":"not_json"})").live()).is_object());
  EXPECT_EQ(Faulty(R"({"do":"html"})").live().status, 200);
  EXPECT_TRUE(Faulty(R"({"do":"empty_body"})").live().body.empty());
  EXPECT_EQ(Faulty(R"({"do":"no_content"})").live().status, 204);
  EXPECT_NE(Faulty(R"({"do":"huge_number"})").live().body.find("1e400"), std::string::npos);
  EXPECT_NE(Faulty(R"({"do":"big_integer"})").history(two_days()).body.find("9007199254740993"),
            std::string::npos);
  const auto objects = Bench::json(Faulty(R"({"do":"empty_objects","size":1000})").history(two_days()));
  EXPECT_EQ(objects.at("groups").as_array().size(), 1000U);
}

TEST(Faults, BodyFaultsApplyToTheTokenEndpointToo) {
  Faulty bench(R"({"match":{"endpoint":"token"},"do":"not_json"})");
  EXPECT_EQ(bench.fresh_token(), "");
  EXPECT_EQ(bench.live().status, 200);
}

/// Ids page by page until the listing ends or 20 pages came.
std::vector<std::vector<std::string>> live_pages(Bench& bench) {
  std::vector<std::vector<std::string>> pages;
  std::string query = "?pageSize=30";
  while (pages.size() < 20) {
    const auto body = Bench::json(bench.live(query));
    auto& ids = pages.emplace_back();
    for (const auto& entity : body.at("entities").as_array()) ids.push_back(text(entity.at("id")));
    if (body.at("nextPage").is_null()) break;
    query = "?pageSize=30&after=" + text(body.at("nextPage"));
  }
  return pages;
}

TEST(PagingFaults, RepeatMoveAndEmptyPages) {
  Bench honest;
  const auto pages = live_pages(honest);
  ASSERT_GE(pages.size(), 3U);
  const std::string second = R"("match":{"endpoint":"live","page":2})";

  Faulty repeat("{" + second + R"(,"do":"repeat_page"})");
  EXPECT_EQ(live_pages(repeat).at(1), pages[0]);
  Faulty moved("{" + second + R"(,"do":"move_records","by":-2})");
  EXPECT_EQ(live_pages(moved).at(1).front(), pages[0][28]);
  Faulty skipped("{" + second + R"(,"do":"move_records","by":3})");
  EXPECT_EQ(live_pages(skipped).at(1).front(), pages[1][3]);

  Faulty empty(R"({"at":2,"match":{"endpoint":"live"},"do":"empty_page"})");
  auto with_gap = live_pages(empty);
  EXPECT_TRUE(with_gap.at(1).empty());
  with_gap.erase(with_gap.begin() + 1);
  EXPECT_EQ(with_gap, pages) << "an empty page loses nothing";
  Faulty empty_first(R"({"at":1,"match":{"endpoint":"live"},"do":"empty_page"})");
  auto gap_first = live_pages(empty_first);
  EXPECT_TRUE(gap_first.at(0).empty());
  gap_first.erase(gap_first.begin());
  EXPECT_EQ(gap_first, pages);
}

TEST(PagingFaults, SendTheCursorInCircles) {
  Faulty same(R"({"match":{"endpoint":"live","page":2},"do":"repeat_cursor"})");
  const auto repeated = live_pages(same);
  EXPECT_EQ(repeated.size(), 20U);
  EXPECT_EQ(repeated[1], repeated[2]);
  Faulty cycle(R"({"match":{"endpoint":"live","page":3},"do":"cursor_cycle"})");
  const auto turned = live_pages(cycle);
  EXPECT_EQ(turned.size(), 20U);
  EXPECT_EQ(turned[1], turned[3]);
  const auto history =
      Bench::json(Faulty(R"({"do":"cursor_cycle"})").history(two_days(R"(,"pageNumber":2)")));
  EXPECT_EQ(history.at("nextPage").as_int64(), 1);
  const auto stuck = Bench::json(Faulty(R"({"do":"repeat_cursor"})").history(two_days(R"(,"pageNumber":2)")));
  EXPECT_EQ(stuck.at("nextPage").as_int64(), 2);
}

TEST(PagingFaults, MoveTotalsAndExpireCursors) {
  Bench honest;
  const auto total = Bench::json(honest.history(two_days())).at("total").as_int64();
  EXPECT_EQ(Bench::json(Faulty(R"({"do":"move_total","by":-5})").history(two_days())).at("total").as_int64(),
            total - 5);
  Faulty expiring(R"({"match":{"page":2},"do":"expire_cursor"})");
  const auto first = Bench::json(expiring.live("?pageSize=5"));
  EXPECT_EQ(expiring.live("?pageSize=5&after=" + text(first.at("nextPage"))).status, 400);
  EXPECT_EQ(expiring.history(two_days(R"(,"pageNumber":2)")).status, 400);
}

TEST(Faults, AreNamedInTheRequestLog) {
  Faulty bench(R"({"name":"mine","match":{"endpoint":"live"},"do":503})");
  bench.live();
  const auto log = bench.simulator->requests();
  EXPECT_EQ(log.back().fault, "mine");
  EXPECT_EQ(log.back().status, 503);
  EXPECT_EQ(log.front().fault, "");
}

}  // namespace
}  // namespace nowthen::sim

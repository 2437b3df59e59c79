#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <set>

#include "simulator/platform/job_store.hpp"
#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

using std::chrono::milliseconds;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

constexpr const char* jobs = "/api/v2/analytics/conversations/details/jobs";
constexpr const char* interval = R"({"interval":"2026-11-17T00:00:00.000Z/2026-11-21T00:00:00.000Z")";

std::string submit(PlatformBench& bench, const std::string& rest = "") {
  const auto reply = bench.call("POST", jobs, interval + rest + "}");
  EXPECT_EQ(reply.status, 202) << reply.body;
  return text(PlatformBench::json(reply).at("jobId"));
}

net::Reply at(PlatformBench& bench, const std::string& id, const std::string& rest = "") {
  return bench.call("GET", std::string(jobs) + "/" + id + rest);
}

std::string state(PlatformBench& bench, const std::string& id) {
  return text(PlatformBench::json(at(bench, id)).at("state"));
}

std::string finished(PlatformBench& bench, const std::string& rest = "") {
  auto id = submit(bench, rest);
  bench.clock.advance(std::chrono::seconds(2));
  return id;
}

std::vector<json::object> results(PlatformBench& bench, const std::string& id, int page_size = 100) {
  std::vector<json::object> records;
  std::string cursor;
  for (int page = 0; page < 100; ++page) {
    const auto reply = at(bench, id, "/results?pageSize=" + std::to_string(page_size) + cursor);
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto body = PlatformBench::json(reply).as_object();
    for (const auto& each : body.at("conversations").as_array()) records.push_back(each.as_object());
    if (!body.contains("cursor")) break;
    cursor = "&cursor=" + text(body.at("cursor"));
  }
  return records;
}

TEST(StateOf, GoesFromQueuedToFulfilledToExpired) {
  const JobOptions options;
  const auto state_after = [&options](const Job& job, milliseconds age) {
    return state_of(job, options, {.now = Instant(age), .ticks = age});
  };
  EXPECT_EQ(state_after({}, milliseconds(0)), JobState::queued);
  EXPECT_EQ(state_after({}, milliseconds(500)), JobState::pending);
  EXPECT_EQ(state_after({}, milliseconds(2000)), JobState::fulfilled);
  EXPECT_EQ(state_after({}, std::chrono::hours(24)), JobState::expired);
  EXPECT_EQ(state_after({.fate = JobFate::fails}, milliseconds(2000)), JobState::failed);
  EXPECT_EQ(state_after({.fate = JobFate::sticks}, std::chrono::hours(2)), JobState::pending);
  EXPECT_EQ(state_after({.fate = JobFate::expires}, milliseconds(0)), JobState::expired);
  EXPECT_EQ(state_after({.cancelled = true}, milliseconds(0)), JobState::cancelled);
  EXPECT_FALSE(is_forgotten({}, options, {.now = {}, .ticks = std::chrono::hours(24)}));
  EXPECT_TRUE(is_forgotten({}, options, {.now = {}, .ticks = std::chrono::hours(25)}));
}

TEST(Jobs, RunWhileTheSimulatedClockStands) {
  PlatformBench bench;
  const auto id = submit(bench);
  EXPECT_EQ(state(bench, id), "QUEUED");
  EXPECT_EQ(at(bench, id).status, 202);
  EXPECT_EQ(at(bench, id, "/results").status, 400) << "not before they are there";
  bench.clock.advance(milliseconds(600));
  EXPECT_EQ(state(bench, id), "PENDING");
  bench.clock.advance(milliseconds(1500));
  EXPECT_EQ(state(bench, id), "FULFILLED");
  const auto body = PlatformBench::json(at(bench, id)).as_object();
  for (const char* name : {"submissionDate", "completionDate", "expirationDate"})
    EXPECT_TRUE(body.contains(name));
  EXPECT_NE(submit(bench), submit(bench)) << "each request makes another job";
}

TEST(Jobs, GiveWhatWasKnownAtTheAvailabilityDate) {
  PlatformBench bench;
  const auto available = PlatformBench::json(at(bench, "availability"));
  EXPECT_EQ(text(available.at("dataAvailabilityDate")), "2026-11-20T08:00:00.000Z");
  const auto id = finished(bench);
  const auto records = results(bench, id);
  EXPECT_EQ(PlatformBench::json(at(bench, id, "/results")).at("dataAvailabilityDate"),
            available.at("dataAvailabilityDate"));
  std::set<std::string> ids;
  for (const auto& each : records) {
    ids.insert(text(each.at("conversationId")));
    EXPECT_LT(text(each.at("conversationStart")), "2026-11-20T08:00:00.000Z");
    const auto* end = each.if_contains("conversationEnd");
    EXPECT_LT(end == nullptr ? "" : text(*end), "2026-11-20T08:00:00.000Z");
  }
  EXPECT_EQ(ids.size(), records.size());
  EXPECT_GT(ids.size(), 300U);
}

TEST(Jobs, SayThereWhatTheQueryWouldHaveSaidThenAndTheAttributesToo) {
  Options options = still_world();
  options.now = *parse_instant("2026-11-20T08:00:00.000Z");
  PlatformBench then(options);
  options = still_world();
  options.days = 3;
  options.now = testing::noon;
  PlatformBench bench(options);
  bool any_attributes = false;
  std::size_t compared = 0;
  for (const auto& record : results(bench, finished(bench))) {
    auto stripped = record;
    for (auto& participant : stripped.at("participants").as_array())
      any_attributes = participant.as_object().erase("attributes") > 0 || any_attributes;
    const auto reply =
        then.call("GET", "/api/v2/analytics/conversations/" + text(record.at("conversationId")) + "/details");
    ASSERT_EQ(reply.status, 200);
    if (PlatformBench::json(reply).as_object() == stripped) ++compared;
  }
  EXPECT_TRUE(any_attributes);
  EXPECT_GT(compared, 300U);
}

TEST(Jobs, GiveNoLargerPagesThanTheyAreToldTo) {
  Options options = still_world();
  options.jobs.largest_page = 100;
  PlatformBench bench(options);
  const auto id = finished(bench);
  EXPECT_EQ(at(bench, id, "/results?pageSize=101").status, 400);
  const auto page = [&](const std::string& rest) {
    return PlatformBench::json(at(bench, id, rest)).at("conversations").as_array().size();
  };
  EXPECT_EQ(page("/results?pageSize=100"), 100U);
  EXPECT_EQ(page("/results"), 100U);
  options.jobs.largest_page = 0;
  EXPECT_FALSE(Simulator::create(options, bench.clock));
}

TEST(Jobs, HaveSmallAndLargePagesOfTheSame) {
  PlatformBench bench;
  const auto id = finished(bench);
  EXPECT_EQ(results(bench, id, 37), results(bench, id, 10'000));
  for (const char* bad : {"?pageSize=0", "?pageSize=10001", "?pageSize=x", "?cursor=x"})
    EXPECT_EQ(at(bench, id, std::string("/results") + bad).status, 400) << bad;
  const auto other = finished(bench);
  const auto cursor = text(PlatformBench::json(at(bench, id, "/results?pageSize=10")).at("cursor"));
  EXPECT_EQ(at(bench, other, "/results?cursor=" + cursor).status, 400) << "a cursor belongs to its job";
}

TEST(Jobs, TakeALimitAndTheStartOfTheDay) {
  PlatformBench bench;
  EXPECT_EQ(results(bench, finished(bench, R"(,"limit":7)"), 5).size(), 7U);
  const std::string day = R"({"interval":"2026-11-19T06:00:00.000Z/2026-11-20T00:00:00.000Z")";
  const auto count = [&](const std::string& rest) {
    const auto reply = bench.call("POST", jobs, day + rest + "}");
    bench.clock.advance(std::chrono::seconds(2));
    return results(bench, text(PlatformBench::json(reply).at("jobId"))).size();
  };
  EXPECT_GT(count(""), count(R"(,"startOfDayIntervalMatching":true)"));
}

TEST(Jobs, EndWhenTheyAreCancelledExpiredOrForgotten) {
  PlatformBench bench;
  const auto id = submit(bench);
  EXPECT_EQ(bench.call("DELETE", std::string(jobs) + "/" + id).status, 204);
  EXPECT_EQ(state(bench, id), "CANCELLED");
  const auto old = finished(bench);
  bench.clock.advance(std::chrono::hours(23));
  bench.platform_token = bench.fresh_platform_token();
  EXPECT_EQ(state(bench, old), "FULFILLED");
  bench.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(state(bench, old), "EXPIRED");
  EXPECT_EQ(at(bench, old, "/results").status, 400);
  bench.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(at(bench, old).status, 404);
  EXPECT_EQ(at(bench, "nobody").status, 404);
}

TEST(Jobs, CanBeMadeToFailToStickAndToVanish) {
  Options options = still_world();
  options.faults = R"([{"match":{"endpoint":"jobs"},"at":1,"do":"fail_job"},
                       {"match":{"endpoint":"jobs"},"at":2,"do":"stick_job"},
                       {"match":{"endpoint":"job_results"},"at":1,"do":"vanish_job"},
                       {"match":{"endpoint":"jobs_availability"},"at":1,"do":"move_availability","seconds":-7200}])";
  PlatformBench bench(options);
  const auto failing = finished(bench);
  EXPECT_EQ(state(bench, failing), "FAILED");
  EXPECT_FALSE(text(PlatformBench::json(at(bench, failing)).at("errorMessage")).empty());
  const auto stuck = finished(bench);
  bench.clock.advance(std::chrono::hours(3));
  EXPECT_EQ(state(bench, stuck), "PENDING");
  const auto vanishing = finished(bench);
  EXPECT_EQ(state(bench, vanishing), "FULFILLED");
  EXPECT_EQ(at(bench, vanishing, "/results").status, 404);
  EXPECT_EQ(at(bench, vanishing).status, 404);
  EXPECT_EQ(text(PlatformBench::json(at(bench, "availability")).at("dataAvailabilityDate")),
            "2026-11-20T06:00:00.000Z");
  EXPECT_EQ(text(PlatformBench::json(at(bench, "availability")).at("dataAvailabilityDate")),
            "2026-11-20T08:00:00.000Z");
}

}  // namespace
}  // namespace nowthen::sim

#include "simulator/service/refusal_words.hpp"

#include <gtest/gtest.h>

#include "tests/support/platform_bench.hpp"

namespace nowthen::sim {
namespace {

using testing::message_of;
using testing::PlatformBench;
using testing::still_world;
using testing::text;

/// What a simulator that does this to every request answers to a request for queues.
net::Reply queues_with(const std::string& rule) {
  PlatformBench bench;
  EXPECT_TRUE(bench.simulator->set_faults("[" + rule + "]"));
  return bench.call("GET", "/api/v2/routing/queues");
}

TEST(RefusalWords, OfAForbiddenRequestAreThoseOfARoleWithoutThePermission) {
  Options options = still_world();
  options.permissions = {"routing:skill:view"};
  const auto real = PlatformBench::json(PlatformBench(options).call("GET", "/api/v2/routing/queues"));
  const auto faked = PlatformBench::json(queues_with(R"({"do":"forbidden"})"));
  for (const char* name : {"message", "code", "status", "messageWithParams", "messageParams", "details"})
    EXPECT_EQ(faked.at(name), real.at(name)) << name;
  EXPECT_EQ(text(faked.at("code")), "missing.any.permissions");
}

TEST(RefusalWords, NameThePermissionThatTheScriptNames) {
  const auto reply = queues_with(R"({"do":"forbidden","scope":"routing:queue:edit"})");
  EXPECT_NE(message_of(reply).find("[routing:queue:edit]"), std::string::npos);
}

TEST(RefusalWords, NameNothingWhereTheEndpointAsksForNothing) {
  EXPECT_EQ(worded_for(Endpoint::organization, {.problem = problem_for(403), .missing = ""}, {}).code,
            "not.authorized");
  EXPECT_EQ(worded_for(Endpoint::token, {.problem = problem_for(403), .missing = ""}, {}).code,
            "not.authorized");
}

TEST(RefusalWords, OfTheTutorialAreItsScopes) {
  const auto live = worded_for(Endpoint::live, {.problem = problem_for(403), .missing = ""}, {});
  EXPECT_EQ(live.code, "missing.scopes");
  EXPECT_TRUE(live.message.ends_with(": conversations:view")) << live.message;
  const auto history = worded_for(Endpoint::history, {.problem = problem_for(403), .missing = ""}, {});
  EXPECT_TRUE(history.message.ends_with(": analytics:conversation:view, analytics:conversation:query"))
      << history.message;
}

TEST(RefusalWords, OfTooManyRequestsHaveTheLimitAndTheWait) {
  const auto reply = queues_with(R"({"do":"throttle","retry_after":7})");
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(reply.headers.get("retry-after"), "7");
  const auto body = PlatformBench::json(reply);
  EXPECT_EQ(text(body.at("messageParams").at("retryAfterSeconds")), "7");
  EXPECT_EQ(body.at("limit").at("value").as_int64(), 300);
  EXPECT_EQ(worded_for(Endpoint::queues, {.problem = problem_for(429)}, 180).limit, 180);
  EXPECT_FALSE(worded_for(Endpoint::live, {.problem = problem_for(429)}, 180).limit);
}

TEST(RefusalWords, SpellThePlatformsCodesWithDots) {
  EXPECT_EQ(text(PlatformBench::json(queues_with(R"({"do":404})")).at("code")), "not.found");
  EXPECT_EQ(text(PlatformBench::json(queues_with(R"({"do":401})")).at("code")), "bad.credentials");
  EXPECT_EQ(worded_for(Endpoint::live, {.problem = problem_for(404)}, {}).code, "not found");
}

}  // namespace
}  // namespace nowthen::sim

#include "client/caller.hpp"

#include <gtest/gtest.h>

#include "core/seeded_random.hpp"
#include "support/scripted_transport.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using testing::broken;
using testing::status;

constexpr Endpoint live{.name = "live"};
constexpr Endpoint once{.name = "once", .idempotence = Idempotence::once};

std::optional<Error> classify(const Endpoint& endpoint, const net::Reply& reply) {
  if (reply.status < 300) return std::nullopt;
  Error error{.kind = ErrorKind::invalid_request,
              .message = std::string(endpoint.name) + ": status " + std::to_string(reply.status),
              .hint = "look here"};
  if (reply.status == 401) error.kind = ErrorKind::unauthenticated;
  if (reply.status == 403) error.kind = ErrorKind::forbidden;
  if (reply.status == 429) error.kind = ErrorKind::rate_limited;
  if (reply.status >= 500) error.kind = ErrorKind::transient;
  return error;
}

/// A caller over a scripted server and a virtual clock; tokens are numbered in the order they are given out.
class CallerTest : public ::testing::Test {
 protected:
  CallerTest() { script->clock = &clock; }

  Caller make(RetryPolicy policy = {}) {
    return Caller({.transport = std::make_unique<testing::ScriptedTransport>(script),
                   .fetch_token = [this](const std::stop_token&) -> Result<Token> {
                     ++fetches;
                     if (!token_errors.empty()) {
                       Error error = token_errors.front();
                       token_errors.pop_front();
                       return error;
                     }
                     return Token{.text = "t" + std::to_string(fetches), .expires_at = clock.ticks() + 1h};
                   },
                   .classify = classify,
                   .clock = &clock,
                   .random = &random,
                   .retry = policy,
                   .observer = [this](const CallEvent& event) { events.push_back(event); }});
  }

  int count(CallEvent::Kind kind) const {
    return static_cast<int>(std::count_if(events.begin(), events.end(),
                                          [kind](const CallEvent& event) { return event.kind == kind; }));
  }

  testing::VirtualClock clock;
  SeededRandom random{1};
  std::shared_ptr<testing::Script> script = std::make_shared<testing::Script>();
  std::deque<Error> token_errors;
  int fetches = 0;
  std::vector<CallEvent> events;
};

TEST_F(CallerTest, SendsTheTokenAndTheEndpointsTimeouts) {
  Caller caller = make();
  Endpoint endpoint = live;
  endpoint.timeouts.total = 7s;
  ASSERT_TRUE(caller.call(endpoint, {.target = "/x"}, {}));
  ASSERT_TRUE(caller.call(endpoint, {.target = "/x"}, {}));
  ASSERT_EQ(script->sent.size(), 2U);
  EXPECT_EQ(script->sent[1].headers.get("Authorization"), "Bearer t1");
  EXPECT_EQ(script->sent[1].timeouts.total, 7s);
  EXPECT_EQ(fetches, 1);
}

TEST_F(CallerTest, SendsNoTokenWhereNoneIsWanted) {
  ASSERT_TRUE(make().call({.name = "open", .authorised = false}, {}, {}));
  EXPECT_EQ(script->sent[0].headers.get("Authorization"), std::nullopt);
  EXPECT_EQ(fetches, 0);
}

TEST_F(CallerTest, TriesAgainAfterWhatMayPass) {
  script->script = {broken(), status(503)};
  ASSERT_TRUE(make().call(live, {}, {}));
  EXPECT_EQ(script->sent.size(), 3U);
  EXPECT_EQ(count(CallEvent::Kind::failure), 1);
  EXPECT_EQ(count(CallEvent::Kind::reply), 2);
  EXPECT_EQ(count(CallEvent::Kind::retry_wait), 2);
  EXPECT_EQ(count(CallEvent::Kind::token_refresh), 1);
}

TEST_F(CallerTest, SaysWhatWasTriedWhenItGivesUp) {
  script->latency = 1400ms;
  script->otherwise = status(503, {{"inin-correlation-id", "abc"}});
  const auto reply = make({.base_delay = 0ms}).call(live, {}, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().message, "live: status 503 (3 attempts over 4.2 s)");
  EXPECT_EQ(reply.error().http_status, 503);
  EXPECT_EQ(reply.error().correlation_id, "abc");
  EXPECT_EQ(reply.error().hint, "look here");
}

TEST_F(CallerTest, NeverRepeatsAPermanentRefusal) {
  script->otherwise = status(403);
  const auto reply = make().call(live, {}, {});
  EXPECT_EQ(reply.error().message, "live: status 403");
  EXPECT_EQ(script->sent.size(), 1U);
}

TEST_F(CallerTest, WaitsAsLongAsRetryAfterSays) {
  script->script = {status(429, {{"Retry-After", "7"}})};
  ASSERT_TRUE(make().call(live, {}, {}));
  ASSERT_EQ(script->sent_at.size(), 2U);
  EXPECT_GE(script->sent_at[1] - script->sent_at[0], 7s);
  EXPECT_LE(script->sent_at[1] - script->sent_at[0], 7500ms);
}

TEST_F(CallerTest, HoldsBackOtherCallsToAnEndpointThatRefused) {
  Caller caller = make({.max_attempts = 1});
  script->script = {status(429, {{"Retry-After", "7"}})};
  EXPECT_FALSE(caller.call(live, {}, {}));
  EXPECT_TRUE(caller.call(once, {}, {}));
  EXPECT_EQ(script->sent_at.back(), 0s) << "another endpoint is not held back";
  EXPECT_TRUE(caller.call(live, {}, {}));
  EXPECT_GE(script->sent_at.back(), 7s);
}

TEST_F(CallerTest, GivesUpWhenToldToWaitADayAndStaysSilent) {
  Caller caller = make();
  script->script = {status(429, {{"Retry-After", "86400"}})};
  auto reply = caller.call(live, {}, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().message,
            "live: status 429; it asks for a wait of 86400 s, more than the 180 s allowed");
  clock.advance(400s);
  reply = caller.call(live, {}, {});
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, ErrorKind::rate_limited);
  EXPECT_EQ(reply.error().retry_after, 86'000s);
  EXPECT_EQ(script->sent.size(), 1U);
}

TEST_F(CallerTest, TakesOneNewTokenAfterA401) {
  script->script = {status(401)};
  ASSERT_TRUE(make({.max_attempts = 1}).call(live, {}, {}));
  EXPECT_EQ(script->sent[1].headers.get("Authorization"), "Bearer t2");
  EXPECT_EQ(clock.ticks(), 0s) << "at once";
}

TEST_F(CallerTest, GivesUpAtTheSecond401) {
  script->otherwise = status(401);
  const auto reply = make().call(live, {}, {});
  EXPECT_EQ(reply.error().kind, ErrorKind::unauthenticated);
  EXPECT_EQ(reply.error().http_status, 401);
  EXPECT_EQ(script->sent.size(), 2U);
  EXPECT_EQ(fetches, 2);
}

TEST_F(CallerTest, KeepsATokenThatTheServerRepeatsOutOfErrorsAndEvents) {
  script->otherwise = status(503);
  Caller caller({.transport = std::make_unique<testing::ScriptedTransport>(script),
                 .fetch_token = [this](const std::stop_token&) -> Result<Token> {
                   return Token{.text = "eyJ0eXAi", .expires_at = clock.ticks() + 1h};
                 },
                 .classify = [](const Endpoint&, const net::Reply&) -> std::optional<Error> {
                   return Error{.kind = ErrorKind::transient, .message = "token eyJ0eXAi is%20eyJ0eXAi"};
                 },
                 .clock = &clock,
                 .random = &random,
                 .observer = [this](const CallEvent& event) { events.push_back(event); }});
  const Endpoint open{.name = "introspect", .authorised = false};
  for (const Endpoint& endpoint : {live, open}) {
    EXPECT_TRUE(caller.call(endpoint, {}, {}).error().message.starts_with("token *** is%20***"));
    for (const CallEvent& event : events) EXPECT_EQ(event.detail.find("eyJ0eXAi"), std::string::npos);
  }
}

TEST_F(CallerTest, TellsACorrelationIdCutAndClean) {
  script->otherwise = status(200, {{"inin-correlation-id", "\x1B[2J" + std::string(60'000, 'a')}});
  ASSERT_TRUE(make().call(live, {}, {}));
  EXPECT_EQ(events.back().correlation_id, " [2J" + std::string(96, 'a'));
}

TEST_F(CallerTest, CountsATokenThatCannotBeHadAsAnAttempt) {
  const Error slow{.kind = ErrorKind::transient, .message = "token: status 503"};
  token_errors = {slow, slow};
  script->script = {};
  ASSERT_TRUE(make().call(live, {}, {}));
  EXPECT_EQ(fetches, 3);

  token_errors = {slow, slow, slow, slow};
  Caller caller = make({.base_delay = 0ms});
  fetches = 0;
  const auto reply = caller.call(live, {}, {});
  EXPECT_EQ(reply.error().message, "token: status 503 (3 attempts over 0.0 s)");
  EXPECT_EQ(fetches, 3);
  EXPECT_EQ(script->sent.size(), 1U);
}

TEST_F(CallerTest, DoesNotAskAgainWithWrongCredentials) {
  token_errors = {{.kind = ErrorKind::unauthenticated, .message = "token: wrong secret", .http_status = 401}};
  const auto reply = make().call(live, {}, {});
  EXPECT_EQ(reply.error().message, "token: wrong secret");
  EXPECT_EQ(fetches, 1);
}

TEST_F(CallerTest, GivesTheTokenWithTheSameRetries) {
  token_errors = {{.kind = ErrorKind::transient, .message = "reset"}};
  Caller caller = make();
  EXPECT_EQ(caller.token({}).value().text, "t2");
  EXPECT_EQ(caller.token({}).value().text, "t2");
  EXPECT_EQ(fetches, 2);
}

TEST_F(CallerTest, RepeatsAOneTimeRequestOnlyWhenItWasRefused) {
  Caller caller = make();
  script->script = {status(429, {{"Retry-After", "0"}}), status(200)};
  EXPECT_TRUE(caller.call(once, {}, {}));
  EXPECT_EQ(script->sent.size(), 2U);
  script->script = {broken()};
  EXPECT_FALSE(caller.call(once, {}, {}));
  script->script = {status(503)};
  EXPECT_FALSE(caller.call(once, {}, {}));
  EXPECT_EQ(script->sent.size(), 4U);
}

TEST_F(CallerTest, StopsBeforeSendingAndBeforeWaiting) {
  std::stop_source stop;
  script->script = {[&stop](const net::Request&) {
    stop.request_stop();
    return net::Reply{.status = 503, .headers = {}, .body = ""};
  }};
  Caller caller = make();
  EXPECT_EQ(caller.call(live, {}, stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_EQ(caller.call(live, {}, stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_EQ(script->sent.size(), 1U);
}

TEST_F(CallerTest, PacesAnEndpointWithALimitAndNoOther) {
  Caller caller = make();
  const Endpoint paced{.name = "history", .per_minute = 10};
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(caller.call(paced, {}, {}));
  EXPECT_GE(script->sent_at[4], 24s);
  EXPECT_LE(script->sent_at[4], 24500ms);
  EXPECT_EQ(count(CallEvent::Kind::pace_wait), 4);
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(caller.call(live, {}, {}));
  EXPECT_LE(clock.ticks(), 24500ms);
}

}  // namespace
}  // namespace nowthen::client

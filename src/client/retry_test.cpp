#include "client/retry.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using std::chrono::milliseconds;

Error transient() { return {.kind = ErrorKind::transient, .message = "503", .http_status = 503}; }

Error limited(std::optional<std::chrono::seconds> wait) {
  return {.kind = ErrorKind::rate_limited, .message = "429", .http_status = 429, .retry_after = wait};
}

TEST(NextDelay, DoublesTheCeilingWithEachAttempt) {
  const RetryPolicy policy{.max_attempts = 99, .base_delay = 100ms, .max_delay = 10s};
  EXPECT_EQ(next_delay(policy, transient(), {1, 0ms, 1.0}), 100ms);
  EXPECT_EQ(next_delay(policy, transient(), {2, 0ms, 1.0}), 200ms);
  EXPECT_EQ(next_delay(policy, transient(), {8, 0ms, 1.0}), 10s);
  EXPECT_EQ(next_delay(policy, transient(), {98, 0ms, 1.0}), 10s);
}

TEST(NextDelay, ScalesTheWholeWaitByJitter) {
  const RetryPolicy policy{.base_delay = 100ms};
  EXPECT_EQ(next_delay(policy, transient(), {1, 0ms, 0.0}), 0ms);
  EXPECT_EQ(next_delay(policy, transient(), {1, 0ms, 0.5}), 50ms);
}

TEST(NextDelay, NeverWaitsLessThanRetryAfterAndAddsLittle) {
  const RetryPolicy policy{.base_delay = 500ms};
  EXPECT_EQ(next_delay(policy, limited(7s), {1, 0ms, 0.0}), 7s);
  EXPECT_EQ(next_delay(policy, limited(7s), {1, 0ms, 1.0}), 7500ms);
  EXPECT_EQ(next_delay(policy, limited(0s), {1, 0ms, 0.0}), 0ms);
}

TEST(NextDelay, AssumesAWaitWhereA429StatesNone) {
  EXPECT_EQ(next_delay(RetryPolicy{}, limited(std::nullopt), {1, 0ms, 0.0}), 5s);
  EXPECT_EQ(next_delay(RetryPolicy{.missing_retry_after = 9s}, limited(std::nullopt), {1, 0ms, 0.0}), 9s);
}

TEST(NextDelay, GivesUpWhenToldToWaitTooLong) {
  EXPECT_NE(next_delay(RetryPolicy{}, limited(180s), {1, 0ms, 0.0}), std::nullopt);
  EXPECT_EQ(next_delay(RetryPolicy{}, limited(181s), {1, 0ms, 0.0}), std::nullopt);
}

TEST(NextDelay, GivesUpOnPermanentErrorsAttemptsAndTime) {
  for (const ErrorKind kind :
       {ErrorKind::unauthenticated, ErrorKind::forbidden, ErrorKind::not_found, ErrorKind::invalid_request,
        ErrorKind::malformed_reply, ErrorKind::cancelled, ErrorKind::local})
    EXPECT_EQ(next_delay(RetryPolicy{}, Error{.kind = kind}, {1, 0ms, 1.0}), std::nullopt) << to_string(kind);
  EXPECT_EQ(next_delay(RetryPolicy{.max_attempts = 1}, transient(), {1, 0ms, 1.0}), std::nullopt);
  EXPECT_EQ(next_delay(RetryPolicy{.max_elapsed = 1s}, transient(), {1, 1s, 1.0}), std::nullopt);
}

TEST(NextDelay, StaysBetweenFloorAndCeilingWhateverComes) {
  nowthen::testing::expect_property([] {
    const RetryPolicy policy{.max_attempts = 1000};
    const auto stated = *rc::gen::inRange(0, 180);
    const Tried tried{*rc::gen::inRange(1, 999), milliseconds(*rc::gen::inRange(0, 60'000)),
                      *rc::gen::inRange(0, 1000) / 1000.0};
    const auto delay = next_delay(policy, limited(std::chrono::seconds(stated)), tried);
    RC_ASSERT(delay.has_value());
    RC_ASSERT(*delay >= milliseconds(stated * 1000));
    RC_ASSERT(*delay <= std::max(milliseconds(stated * 1000) + policy.base_delay, policy.max_delay));
  });
}

TEST(MayRepeat, OnlyA429BringsAOneTimeRequestAgain) {
  EXPECT_TRUE(may_repeat(Idempotence::idempotent, transient()));
  EXPECT_TRUE(may_repeat(Idempotence::once, limited(1s)));
  EXPECT_FALSE(may_repeat(Idempotence::once, transient()));
}

}  // namespace
}  // namespace nowthen::client

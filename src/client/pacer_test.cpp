#include "client/pacer.hpp"

#include <gtest/gtest.h>

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using Ticks = Clock::Ticks;
using Cause = Turn::Cause;

constexpr Endpoint live{.name = "live", .per_minute = 60};
constexpr Endpoint history{.name = "history", .per_minute = 10, .priority = Priority::background};
constexpr Endpoint open_end{.name = "open"};

/// How many turns an endpoint gets until `end` when it takes each as soon as it can.
int turns(Pacer& pacer, const Endpoint& endpoint, Ticks end) {
  int taken = 0;
  for (Ticks now{0}; now < end;) {
    const Turn turn = pacer.take(endpoint, now);
    if (turn.cause == Cause::ready) ++taken;
    now = turn.at;
  }
  return taken;
}

TEST(Pacer, KeepsALimitForEachEndpoint) {
  Pacer pacer;
  EXPECT_EQ(pacer.take(live, 0s).cause, Cause::ready);
  EXPECT_EQ(pacer.take(history, 0s).cause, Cause::ready);
  EXPECT_EQ(pacer.take(live, 0s).cause, Cause::pace);
  EXPECT_NEAR(turns(pacer, live, 10min), 594, 2);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(pacer.take(open_end, 0s).cause, Cause::ready);
}

TEST(Pacer, HoldsBackOnlyTheEndpointThatWasRefused) {
  Pacer pacer;
  pacer.take(live, 0s);
  pacer.refused(live, 0s, 1s, 20s);
  EXPECT_EQ(pacer.take(live, 2s).cause, Cause::held);
  EXPECT_EQ(pacer.take(live, 2s).at, 21s);
  EXPECT_EQ(pacer.take(history, 2s).cause, Cause::ready);
}

TEST(Pacer, HoldsBackEverythingWhereTheLimitIsShared) {
  Pacer pacer({.per_minute = 300});
  pacer.take(live, 0s);
  pacer.refused(live, 0s, 1s, 20s);
  EXPECT_EQ(pacer.take(history, 2s).at, 21s);
}

TEST(Pacer, KeepsTheSharedLimitOverAllEndpoints) {
  Pacer pacer({.per_minute = 60});
  constexpr Endpoint other{.name = "other"};
  int taken = 0;
  for (Ticks now{0}; now < 10min;) {
    const Turn first = pacer.take(open_end, now);
    const Turn second = pacer.take(other, now);
    taken += (first.cause == Cause::ready ? 1 : 0) + (second.cause == Cause::ready ? 1 : 0);
    now = std::max(now + 1ms, std::min(first.at, second.at));
  }
  EXPECT_NEAR(taken, 594, 3);
}

TEST(Pacer, LetsTheBackgroundUseOnlyWhatIsNotReserved) {
  Pacer pacer({.per_minute = 60, .reserved_share = 0.5});
  constexpr Endpoint backfill{.name = "backfill", .priority = Priority::background};
  EXPECT_NEAR(turns(pacer, backfill, 10min), 297, 2);
}

TEST(Pacer, AppliesHeadersToTheLimitTheySpeakOf) {
  Pacer own;
  own.announced(open_end, {.allowed = 6}, 0s);
  EXPECT_EQ(own.take(open_end, 0s).cause, Cause::ready);
  EXPECT_EQ(own.take(open_end, 0s).cause, Cause::pace);
  EXPECT_EQ(own.take(live, 0s).cause, Cause::ready);

  Pacer shared({.per_minute = 300});
  shared.announced(open_end, {.allowed = 6}, 0s);
  EXPECT_EQ(shared.take(open_end, 0s).cause, Cause::ready);
  EXPECT_EQ(shared.take(live, 0s).cause, Cause::pace);
}

TEST(Pacer, SlowsDownForAnEndpointThatFailsAndForNoOther) {
  Pacer pacer;
  Ticks now{0};
  for (int i = 0; i < RetryBudget::patience; ++i) {
    ASSERT_EQ(pacer.take(open_end, now).cause, Cause::ready);
    pacer.failed(open_end, now);
  }
  EXPECT_EQ(pacer.take(open_end, now).cause, Cause::failing);
  EXPECT_EQ(pacer.take(live, now).cause, Cause::ready);
  pacer.succeeded(open_end, now);
  EXPECT_EQ(pacer.take(open_end, now).cause, Cause::ready);
}

}  // namespace
}  // namespace nowthen::client

#include "cli/fast_clock.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/property.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;
using testing::VirtualClock;

const Instant noon = parse_instant("2026-11-18T12:00:00Z").value();

TEST(FastClock, StartsWhereItIsToldAndRunsAhead) {
  VirtualClock base;
  base.advance(5s);
  const FastClock fast(base, 60, noon);
  EXPECT_EQ(fast.now(), noon);
  EXPECT_EQ(fast.ticks(), base.ticks());
  const auto before = fast.now();
  base.advance(1s);
  EXPECT_EQ(fast.now() - before, 60s);
}

TEST(FastClock, LetsTimePassAtOnceAndRunsOnFromThere) {
  VirtualClock base;
  FastClock fast(base, 60, noon);
  fast.skip(48h);
  EXPECT_EQ(fast.now(), noon + 48h);
  const auto before = base.ticks();
  EXPECT_TRUE(fast.wait_for(1min, {}));
  EXPECT_LE(base.ticks() - before, 1001ms);
  EXPECT_GE(fast.now(), noon + 48h + 1min);
}

TEST(FastClock, MakesWaitsShort) {
  VirtualClock base;
  FastClock fast(base, 60, noon);
  EXPECT_TRUE(fast.wait_for(2min, {}));
  EXPECT_GE(base.ticks(), 2s);
  EXPECT_LT(base.ticks(), 2s + 1us);
}

TEST(FastClock, DoesNotWaitAfterStop) {
  VirtualClock base;
  FastClock fast(base, 60, noon);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_FALSE(fast.wait_for(1h, stop.get_token()));
  EXPECT_EQ(base.ticks(), 0s);
}

TEST(FastClock, HasReachedTheDeadlineWhenAWaitEnds) {
  nowthen::testing::expect_property([] {
    VirtualClock base;
    base.advance(std::chrono::nanoseconds(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000)));
    FastClock fast(base, *rc::gen::inRange(1, 1000) / 7.0, noon);
    const auto deadline =
        fast.ticks() + std::chrono::nanoseconds(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000));
    RC_ASSERT(fast.wait_until(deadline, {}));
    RC_ASSERT(fast.ticks() >= deadline);
  });
}

}  // namespace
}  // namespace nowthen::cli

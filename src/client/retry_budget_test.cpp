#include "client/retry_budget.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "core/seeded_random.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using Ticks = Clock::Ticks;

/// A client that has something to send every `interval`, and repeats what failed in the next turn.
struct Load {
  Ticks interval;
  std::function<bool(Ticks)> answers;  ///< Whether the server answers at that time.
  RetryBudget budget{};
  Ticks now{0};
  int sent = 0;
  int answered = 0;

  void step() {
    now = budget.ready_at(now);
    budget.sent(now);
    ++sent;
    if (answers(now)) {
      ++answered;
      budget.succeeded(now);
    } else {
      budget.failed(now);
    }
    now += interval;
  }
  void run_until(Ticks end) {
    while (now < end) step();
  }
};

TEST(RetryBudget, AsksNoMoreThanTheShareOfFailuresDemands) {
  for (const double share : {0.0, 0.1, 0.3, 0.5, 0.7, 0.9})
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      SeededRandom random(seed);
      Load load{.interval = 20ms, .answers = [&](Ticks) { return random.uniform() >= share; }};
      while (load.answered < 20'000) load.step();
      EXPECT_LE(load.sent, 1.05 / (1 - share) * 20'000) << share << " seed " << seed;
    }
}

TEST(RetryBudget, HardlySlowsDownWhereEverySecondRequestFails) {
  SeededRandom random(1);
  Load load{.interval = 20ms, .answers = [&](Ticks) { return random.uniform() >= 0.5; }};
  while (load.answered < 20'000) load.step();
  EXPECT_LE(load.now, 1.25 * load.sent * load.interval);
  bool turn = false;
  Load alternating{.interval = 20ms, .answers = [&](Ticks) { return turn = !turn; }};
  while (alternating.answered < 1000) alternating.step();
  EXPECT_EQ(alternating.now, alternating.sent * alternating.interval) << "no wait at all";
}

TEST(RetryBudget, AsksATenthOfTheSteadyRateWhileNothingAnswers) {
  for (const Ticks interval : {Ticks{20ms}, Ticks{200ms}, Ticks{1200ms}, Ticks{6s}}) {
    Load load{.interval = interval, .answers = [](Ticks now) { return now < 10min; }};
    load.run_until(10min);
    load.sent = 0;
    load.run_until(20min);
    const auto steady = static_cast<double>(Ticks{10min} / interval);
    EXPECT_LE(load.sent, RetryBudget::patience + 0.1 * steady + 1) << interval.count();
    EXPECT_GE(load.sent, 0.09 * steady) << "but it keeps asking";
  }
}

TEST(RetryBudget, IsBackAtFullSpeedWithTheFirstSuccess) {
  for (const Ticks interval : {Ticks{20ms}, Ticks{1200ms}, Ticks{6s}}) {
    Load load{.interval = interval, .answers = [](Ticks now) { return now < 1min || now >= 11min; }};
    load.run_until(11min);
    while (load.budget.is_down()) load.step();
    const Ticks first_success = load.now;
    const int before = load.sent;
    load.run_until(first_success + 1min);
    EXPECT_GE(load.sent - before, static_cast<int>(Ticks{1min} / interval)) << interval.count();
  }
}

TEST(RetryBudget, AsksAtLeastOnceAMinuteAndAtMostEveryTenMilliseconds) {
  Load slow{.interval = 1min, .answers = [](Ticks) { return false; }};
  slow.run_until(2h);
  EXPECT_GE(slow.sent, 59);
  Load first{.interval = 0ms, .answers = [](Ticks) { return false; }};
  first.run_until(1min);
  EXPECT_LE(first.sent, 6 + 60'000 / 10);
}

}  // namespace
}  // namespace nowthen::client

// A sync that is killed, or fails, at the Nth thing it does to the disk. The next run goes on: it ends with
// what an undisturbed one would have, and asks for nothing again but for what was in flight.
#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <iostream>

#include "crash/spread.hpp"
#include "crash/syncs.hpp"

namespace nowthen::crash {
namespace {

class SyncWalk : public ::testing::TestWithParam<std::size_t> {
 protected:
  SyncWalk() : wholes_(undisturbed(syncs_)), whole_(wholes_.at(GetParam())) {}

  /// One run that is disturbed, and another that is not.
  void walk(const Interference& how) {
    const std::uint64_t step = std::max(how.kill_at, how.fail_at);
    SCOPED_TRACE("NOWTHEN_CRASH_STEP=" + std::to_string(step) + (how.half ? ", half" : "") +
                 (how.goes_on ? " and on" : ""));
    const Scratch scratch;
    write_contents(whole_.disk, "", scratch.disk());
    const SyncRun disturbed = syncs_.run(scratch, GetParam(), how);
    const bool was_killed = disturbed.ran.code == -SIGKILL;
    ASSERT_EQ(was_killed, how.kill_at != 0) << disturbed.ran.err;
    const auto promised = done_by(scratch, whole_.disk).promised;
    const SyncRun rest = syncs_.run_until_quiet(scratch, GetParam());
    EXPECT_TRUE(rest.ran.code == 0 || rest.ran.code == 3) << rest.ran.err;
    EXPECT_EQ(held_in(scratch.data()), whole_.held);
    EXPECT_EQ(flaws_of(scratch.data(), promised, look_at(step)), "");
    EXPECT_EQ(done_by(scratch, whole_.disk).broken, "");
    const auto asked = disturbed.requests + rest.requests;
    EXPECT_LE(asked, whole_.requests + 2) << "but for what is in flight, a page and the one asked ahead:\n"
                                          << disturbed.log << "\n"
                                          << rest.log;
    most_again_ =
        std::max(most_again_, static_cast<std::int64_t>(asked) - static_cast<std::int64_t>(whole_.requests));
  }

  Syncs syncs_;
  std::vector<UndisturbedSync> wholes_;
  const UndisturbedSync& whole_;
  std::int64_t most_again_ = 0;
};

TEST_P(SyncWalk, KilledAtAnyStepTheNextRunGoesOnBehindTheLastReply) {
  const auto steps = spread(whole_.steps, 5, first_seed("sync walk"));
  for (const std::uint64_t step : steps) {
    walk({.kill_at = step, .half = step % 2 == 0});
    if (is_in_full()) walk({.kill_at = step, .half = step % 2 != 0});
  }
  std::cout << steps.size() << " kills at " << whole_.steps << " steps of " << whole_.requests
            << " requests; at most " << most_again_ << " made again" << std::endl;
}

TEST_P(SyncWalk, FailingAtAnyStepTheNextRunGoesOnBehindTheLastReply) {
  const std::uint64_t seed = first_seed("sync walk");
  SeededRandom random(seed);
  const auto steps = spread(whole_.steps, 2, seed);
  for (const std::uint64_t step : steps)
    for (const unsigned how : {0U, 1U, 2U, 3U}) {
      if (!is_in_full() && how != random.next() % 4) continue;
      walk({.fail_at = step,
            .code = how < 2 ? ENOSPC : EIO,
            .goes_on = (how & 1U) != 0,
            .half = random.next() % 2 == 0});
    }
  std::cout << steps.size() << " failing of " << whole_.steps << " steps; at most " << most_again_
            << " requests made again" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Syncs, SyncWalk, ::testing::Range<std::size_t>(0, Syncs::count));

}  // namespace
}  // namespace nowthen::crash

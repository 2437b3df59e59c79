#include "cli/signals.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <optional>

namespace nowthen::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds short_grace{20};
constexpr milliseconds long_grace{60'000};

/// What a process does that has a signal sent to it and does not stop by itself, or only after a while.
[[noreturn]] void work_on_after(int signal, std::optional<milliseconds> grace) {
  Hangups hangups;
  SignalWatch watch(hangups);
  if (grace) watch.end_within(*grace);
  ::kill(::getpid(), signal);
  while (!watch.token().stop_requested()) ::usleep(1'000);
  if (grace)
    for (;;) ::pause();
  ::usleep(100'000);
  _exit(7);
}

class SignalWatchDeathTest : public ::testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(SignalWatchDeathTest, EndsWhoDoesNotStopInTime) {
  EXPECT_EXIT(work_on_after(SIGINT, short_grace), ::testing::ExitedWithCode(130), "interrupted");
  EXPECT_EXIT(work_on_after(SIGTERM, short_grace), ::testing::ExitedWithCode(130), "interrupted");
}

TEST_F(SignalWatchDeathTest, LetsOthersTakeAsLongAsTheyWant) {
  EXPECT_EXIT(work_on_after(SIGINT, std::nullopt), ::testing::ExitedWithCode(7), "^$");
}

TEST_F(SignalWatchDeathTest, SaysNothingWhereItStopsInTime) {
  const auto stops_in_time = [] {
    Hangups hangups;
    SignalWatch watch(hangups);
    watch.end_within(long_grace);
    ::kill(::getpid(), SIGINT);
    while (!watch.token().stop_requested()) ::usleep(1'000);
  };
  EXPECT_EXIT((stops_in_time(), _exit(7)), ::testing::ExitedWithCode(7), "^$");
}

}  // namespace
}  // namespace nowthen::cli

#include "cli/server_clock.hpp"

#include <gtest/gtest.h>

#include "support/virtual_clock.hpp"

namespace nowthen::cli {
namespace {
using namespace std::chrono_literals;
using testing::VirtualClock;

TEST(ServerClock, ShowsThisMachinesTimeUntilTheServersIsHeard) {
  VirtualClock own;
  const ServerClock clock(own);
  EXPECT_EQ(clock.now(), own.now());
  EXPECT_FALSE(clock.ahead());
}

TEST(ServerClock, GoesOnFromTheServersTimeWhereThatIsFar) {
  for (const auto off : {61s, -61s, 86'400s, -86'400s}) {
    VirtualClock own;
    ServerClock clock(own);
    clock.hear(own.now() + off);
    EXPECT_EQ(clock.ahead(), std::optional<std::chrono::milliseconds>(off));
    own.advance(10s);
    EXPECT_EQ(clock.now(), own.now() + off);
    EXPECT_EQ(clock.ticks(), own.ticks());
  }
}

TEST(ServerClock, LeavesAsideWhatTravelAndWholeSecondsExplain) {
  VirtualClock own;
  ServerClock clock(own);
  clock.hear(own.now() + 60s);
  EXPECT_FALSE(clock.ahead());
  EXPECT_EQ(clock.now(), own.now());
}

TEST(ServerClock, KeepsToTheFirstTimeHeard) {
  VirtualClock own;
  ServerClock clock(own);
  clock.hear(own.now() + 1h);
  clock.hear(own.now() + 2h);
  EXPECT_EQ(clock.now(), own.now() + 1h);
}

TEST(ClockNote, NamesTheDifferenceAndWhatItMeans) {
  const std::string meaning = ": spans such as -24h, now and ages go by the server's";
  EXPECT_EQ(clock_note(61s), "this machine's clock is 1 min behind the server's" + meaning);
  EXPECT_EQ(clock_note(-3h - 20min), "this machine's clock is 3 h 20 min ahead of the server's" + meaning);
  EXPECT_EQ(clock_note(96h), "this machine's clock is 4 days behind the server's" + meaning);
}

}  // namespace
}  // namespace nowthen::cli

#include "live/heartbeat_watch.hpp"

#include <gtest/gtest.h>

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;
using Verdict = HeartbeatWatch::Verdict;

TEST(HeartbeatWatch, AsksAQuietConnectionTwiceBeforeItCountsAsDead) {
  HeartbeatWatch watch({.quiet = 40s, .answer = 10s, .pings = 2}, 0s);
  watch.answered();
  watch.heard(100s);
  EXPECT_EQ(watch.look(139s), Verdict::alive);
  EXPECT_EQ(watch.next_look(), 140s);
  EXPECT_EQ(watch.look(140s), Verdict::ping);
  watch.asked(140s);
  EXPECT_EQ(watch.look(149s), Verdict::alive);
  EXPECT_EQ(watch.look(150s), Verdict::ping);
  watch.asked(150s);
  EXPECT_EQ(watch.look(159s), Verdict::alive);
  EXPECT_EQ(watch.next_look(), 160s);
  EXPECT_EQ(watch.look(160s), Verdict::dead);
}

TEST(HeartbeatWatch, AServerThatNeverAnsweredIsNotTakenForDeadBetweenItsHeartbeats) {
  HeartbeatWatch watch({.quiet = 10s, .answer = 5s, .pings = 2, .unanswered = 50s}, 0s);
  watch.asked(10s);
  watch.asked(15s);
  EXPECT_EQ(watch.look(30s), Verdict::alive);
  watch.heard(30s);
  EXPECT_EQ(watch.look(40s), Verdict::ping);
  watch.asked(40s);
  watch.asked(45s);
  EXPECT_EQ(watch.look(79s), Verdict::alive);
  EXPECT_EQ(watch.next_look(), 80s);
  EXPECT_EQ(watch.look(80s), Verdict::dead);
}

TEST(HeartbeatWatch, IsContentWithAnythingThatComes) {
  HeartbeatWatch watch({.quiet = 40s, .answer = 10s, .pings = 2}, 0s);
  watch.asked(40s);
  watch.asked(50s);
  watch.heard(59s);
  EXPECT_EQ(watch.look(70s), Verdict::alive);
  EXPECT_EQ(watch.next_look(), 99s);
  EXPECT_EQ(watch.look(99s), Verdict::ping) << "and is patient again";
}

}  // namespace
}  // namespace nowthen::live

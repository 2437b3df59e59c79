#include "live/heartbeat_watch.hpp"

#include <gtest/gtest.h>

namespace nowthen::live {
namespace {
using namespace std::chrono_literals;
using Verdict = HeartbeatWatch::Verdict;

TEST(HeartbeatWatch, AsksAQuietConnectionBeforeItCountsAsDead) {
  HeartbeatWatch watch({.quiet = 40s, .answer = 10s}, 100s);
  EXPECT_EQ(watch.look(139s), Verdict::alive);
  EXPECT_EQ(watch.next_look(), 140s);
  EXPECT_EQ(watch.look(140s), Verdict::ping);
  watch.asked(140s);
  EXPECT_EQ(watch.look(149s), Verdict::alive);
  EXPECT_EQ(watch.look(150s), Verdict::dead);
}

TEST(HeartbeatWatch, IsContentWithAnythingThatComes) {
  HeartbeatWatch watch({.quiet = 40s, .answer = 10s}, 0s);
  watch.asked(40s);
  watch.heard(49s);
  EXPECT_EQ(watch.look(60s), Verdict::alive);
  EXPECT_EQ(watch.next_look(), 89s);
}

}  // namespace
}  // namespace nowthen::live

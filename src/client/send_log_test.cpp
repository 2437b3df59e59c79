#include "client/send_log.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

#include "support/property.hpp"

namespace nowthen::client {
namespace {
using namespace std::chrono_literals;
using Ticks = Clock::Ticks;

TEST(SendLog, CountsWhatLiesInAnInterval) {
  SendLog log;
  for (const Ticks at : {1s, 2s, 3s}) log.add(at);
  EXPECT_EQ(log.count(0s, 3s), 3U);
  EXPECT_EQ(log.count(1500ms, 2500ms), 1U);
  EXPECT_EQ(log.count(4s, 9s), 0U);
}

TEST(SendLog, ForgetsAfterItsSpan) {
  SendLog log;
  log.add(1s);
  log.add(1s + SendLog::span);
  EXPECT_EQ(log.count(0s, 10min), 1U);
  log.add(5h);
  EXPECT_EQ(log.count(0s, 10h), 1U);
}

TEST(SendLog, TakesBackARefusedRequestOnce) {
  SendLog log;
  log.add(1s);
  log.remove(1s);
  log.remove(1s);
  log.remove(9s);
  EXPECT_EQ(log.count(0s, 10s), 0U);
}

TEST(SendLog, NeverSaysTooEarlyWhenThereIsRoom) {
  nowthen::testing::expect_property([](const std::vector<std::uint16_t>& gaps) {
    SendLog log;
    std::vector<Ticks> sent;
    Ticks now{0};
    for (const auto gap : gaps) {
      now += std::chrono::milliseconds(gap % 3000);
      log.add(now);
      sent.push_back(now);
    }
    const int limit = *rc::gen::inRange(1, 50);
    const Ticks ready = log.below(limit, 60s, now);
    const auto inside = std::count_if(sent.begin(), sent.end(), [&](Ticks at) { return at > ready - 60s; });
    RC_ASSERT(inside < limit);
    RC_ASSERT(ready <= now + 60s + SendLog::slot);
  });
}

}  // namespace
}  // namespace nowthen::client

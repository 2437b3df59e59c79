#include "net/exchange_watch.hpp"

#include <gtest/gtest.h>

namespace nowthen::net {
namespace {

using namespace std::chrono_literals;

constexpr Timeouts timeouts{.connect = 5s, .first_byte = 30s, .stall = 15s, .total = 60s};
constexpr ExchangeWatch::Time start{};

std::string reason(const ExchangeWatch& watch, std::chrono::milliseconds at) {
  return watch.expired(start + at).value_or("");
}

TEST(ExchangeWatch, LimitsTheTimeToConnect) {
  const ExchangeWatch watch(timeouts, start);
  EXPECT_EQ(watch.deadline(), start + 5s);
  EXPECT_EQ(reason(watch, 4999ms), "");
  EXPECT_EQ(reason(watch, 5s), "timed out: no connection within 5 s");
}

TEST(ExchangeWatch, LimitsTheTimeToTheFirstByteFromTheRequestsLast) {
  ExchangeWatch watch(timeouts, start);
  watch.observe({.connected = true}, start + 1s);
  EXPECT_EQ(watch.deadline(), start + 31s);
  watch.observe({.connected = true, .sent = 1000}, start + 3s);
  EXPECT_EQ(watch.deadline(), start + 33s);
  EXPECT_EQ(reason(watch, 33s), "timed out: no reply within 30 s");
}

TEST(ExchangeWatch, LimitsTheSilenceInsideAReply) {
  ExchangeWatch watch(timeouts, start);
  watch.observe({.connected = true, .received = 1}, start + 10s);
  EXPECT_EQ(watch.deadline(), start + 25s);
  watch.observe({.connected = true, .received = 2}, start + 20s);
  EXPECT_EQ(reason(watch, 25s), "");
  EXPECT_EQ(reason(watch, 35s), "timed out: the reply stalled for 15 s");
}

TEST(ExchangeWatch, SeesNoMovementInAStandstill) {
  ExchangeWatch watch(timeouts, start);
  watch.observe({.connected = true, .received = 1}, start + 10s);
  watch.observe({.connected = true, .received = 1}, start + 24s);
  EXPECT_EQ(watch.deadline(), start + 25s);
}

TEST(ExchangeWatch, LimitsTheWholeHoweverLivelyItIs) {
  ExchangeWatch watch(timeouts, start);
  for (std::size_t second = 1; second < 60; ++second)
    watch.observe({.connected = true, .received = second}, start + std::chrono::seconds(second));
  EXPECT_EQ(watch.deadline(), start + 60s);
  EXPECT_EQ(reason(watch, 60s), "timed out: the reply was not complete within 60 s");
}

TEST(ExchangeWatch, TellsFractionsOfASecond) {
  const ExchangeWatch watch({.connect = 50ms}, start);
  EXPECT_EQ(reason(watch, 50ms), "timed out: no connection within 0.05 s");
}

}  // namespace
}  // namespace nowthen::net

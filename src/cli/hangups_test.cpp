#include "cli/hangups.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace nowthen::cli {
namespace {

TEST(Hangups, MeanTheEndWhereNobodyWaits) {
  Hangups hangups;
  EXPECT_FALSE(hangups.note());
}

TEST(Hangups, AreOneWishHoweverManyCome) {
  Hangups hangups;
  std::stop_source stop;
  std::jthread other([&] {
    while (!hangups.note()) std::this_thread::yield();
    hangups.note();
  });
  EXPECT_TRUE(hangups.wait(stop.get_token()));
  other.join();
  stop.request_stop();
  hangups.wait(stop.get_token());
  EXPECT_FALSE(hangups.wait(stop.get_token()));
}

}  // namespace
}  // namespace nowthen::cli

#include "extract/one_ahead.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>

namespace nowthen::extract {
namespace {

constexpr int last = 100;

bool is_last(const int& number) { return number == last; }

TEST(OneAhead, GivesThingsInTheOrderInWhichTheyWereMade) {
  int made = 0;
  OneAhead<int> ahead([&](const std::stop_token&) { return ++made; }, is_last);
  for (int i = 1; i <= last; ++i) EXPECT_EQ(ahead.next({}), i);
}

TEST(OneAhead, MakesAtMostOneMoreThanWhatWaits) {
  std::atomic<int> made = 0;
  {
    OneAhead<int> ahead([&](const std::stop_token&) { return ++made; }, is_last);
    EXPECT_EQ(ahead.next({}), 1);
  }
  EXPECT_LE(made, 3) << "one taken, one waiting, one that found no room";
}

TEST(OneAhead, PassesAStopOn) {
  const auto until_stopped = [](const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::yield();
    return last;
  };
  OneAhead<int> ahead(until_stopped, is_last);
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(ahead.next(source.get_token()), last);
}

TEST(OneAhead, CanBeLeftAtAnyTime) {
  for (int taken = 0; taken < 5; ++taken) {
    OneAhead<std::unique_ptr<int>> ahead([](const std::stop_token&) { return std::make_unique<int>(1); },
                                         [](const std::unique_ptr<int>&) { return false; });
    for (int i = 0; i < taken; ++i) EXPECT_EQ(*ahead.next({}), 1);
  }
}

}  // namespace
}  // namespace nowthen::extract

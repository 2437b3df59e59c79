#include "core/ahead.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace nowthen {
namespace {

TEST(Ahead, GivesWhatWasDoneMeanwhileOnePieceAfterTheOther) {
  Ahead<std::string> ahead;
  for (const char* text : {"a", "b"}) {
    EXPECT_FALSE(ahead.started());
    ahead.start([text](const std::stop_token&) { return std::string(text); }, {});
    EXPECT_TRUE(ahead.started());
    ahead.wait();
    EXPECT_TRUE(ahead.started()) << "its result is still to be taken";
    EXPECT_EQ(ahead.take(), text);
  }
}

TEST(Ahead, ThrowsToItsOwnerWhatTheWorkThrew) {
  Ahead<int> ahead;
  ahead.start([](const std::stop_token&) -> int { throw std::runtime_error("no memory"); }, {});
  EXPECT_THROW(ahead.take(), std::runtime_error);
  ahead.start([](const std::stop_token&) { return 7; }, {});
  EXPECT_EQ(ahead.take(), 7) << "and goes on";
}

int until_stopped(const std::stop_token& stop) {
  while (!stop.stop_requested()) std::this_thread::yield();
  return 1;
}

TEST(Ahead, IsStoppedWithItsOwnersStopAndWithItself) {
  std::stop_source stop;
  Ahead<int> ahead;
  ahead.start(until_stopped, stop.get_token());
  stop.request_stop();
  EXPECT_EQ(ahead.take(), 1);
  ahead.start(until_stopped, {});  // ends with it
}

}  // namespace
}  // namespace nowthen

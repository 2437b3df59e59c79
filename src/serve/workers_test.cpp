#include "serve/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace nowthen::serve {
namespace {

TEST(Workers, DoWhatTheyAreGiven) {
  Workers workers(2, 100);
  std::promise<int> done;
  EXPECT_TRUE(workers.give([&](const std::stop_token&) { done.set_value(7); }));
  EXPECT_EQ(done.get_future().get(), 7);
}

TEST(Workers, TakeNoMoreThanTheyCanHold) {
  Workers workers(1, 2);
  std::promise<void> begun;
  std::promise<void> go_on;
  workers.give([&](const std::stop_token&) {
    begun.set_value();
    go_on.get_future().wait();
  });
  begun.get_future().wait();
  EXPECT_TRUE(workers.give([](const std::stop_token&) {}));
  EXPECT_TRUE(workers.give([](const std::stop_token&) {}));
  EXPECT_FALSE(workers.give([](const std::stop_token&) {}));
  go_on.set_value();
}

TEST(Workers, EndWhatTheyDoWhenStoppedAndForgetTheRest) {
  Workers workers(1, 10);
  std::promise<void> begun;
  std::atomic<bool> was_stopped = false;
  std::atomic<bool> was_second_done = false;
  workers.give([&](const std::stop_token& stop) {
    std::promise<void> stopped;
    const std::stop_callback tell(stop, [&] { stopped.set_value(); });
    begun.set_value();
    stopped.get_future().wait();
    was_stopped = true;
  });
  workers.give([&](const std::stop_token&) { was_second_done = true; });
  begun.get_future().wait();
  workers.stop();
  EXPECT_TRUE(was_stopped);
  EXPECT_FALSE(was_second_done);
  EXPECT_FALSE(workers.give([](const std::stop_token&) {}));
}

}  // namespace
}  // namespace nowthen::serve

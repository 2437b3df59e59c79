#include "serve/side_by_side.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace nowthen::serve {
namespace {

Result<void> until_stopped(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait(lock, stop, [] { return false; });
  return {};
}

TEST(SideBySide, EndsAllOnceItIsStopped) {
  std::stop_source stop;
  const Work stopper = [&](const std::stop_token&) -> Result<void> {
    stop.request_stop();
    return {};
  };
  EXPECT_TRUE(side_by_side({until_stopped, until_stopped, stopper}, stop.get_token()));
}

TEST(SideBySide, EndsTheOthersWhereOneFails) {
  const Work failing = [](const std::stop_token&) -> Result<void> {
    return Error{.kind = ErrorKind::local, .message = "disk full"};
  };
  const auto done = side_by_side({until_stopped, failing}, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "disk full");
}

TEST(SideBySide, MakesAnErrorOfAnException) {
  const Work throwing = [](const std::stop_token&) -> Result<void> { throw std::runtime_error("odd"); };
  const auto done = side_by_side({until_stopped, throwing}, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "unexpected: odd");
}

}  // namespace
}  // namespace nowthen::serve

#include <condition_variable>
#include <mutex>
#include <nowthen/core/clock.hpp>

namespace nowthen {
namespace {

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }

  Ticks ticks() const override { return std::chrono::steady_clock::now().time_since_epoch(); }

  bool wait_until(Ticks deadline, std::stop_token stop) override {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    const std::chrono::steady_clock::time_point until{deadline};
    woken.wait_until(lock, stop, until, [&] { return ticks() >= deadline; });
    return !stop.stop_requested();
  }
};

}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

}  // namespace nowthen

#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace nowthen::extract {

/// Makes things on a thread of its own while those made before are used: one waits, and one is being made.
///
/// The order is that in which they were made. `next` is for one thread. Whatever `make` uses belongs to that
/// other thread until this is destroyed, which asks it to stop and waits for it.
template <class T>
class OneAhead {
 public:
  /// @param make    gives the next thing, until `is_last` says so of one; returns soon after a stop
  OneAhead(std::function<T(const std::stop_token&)> make, std::function<bool(const T&)> is_last)
      : make_(std::move(make)),
        is_last_(std::move(is_last)),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  ~OneAhead() {
    {
      const std::lock_guard lock(mutex_);
      is_abandoned_ = true;
    }
    thread_.request_stop();
    changed_.notify_all();
  }
  OneAhead(const OneAhead&) = delete;
  OneAhead& operator=(const OneAhead&) = delete;

  /// Waits for the next thing; not to be called again after the last one. A `stop` is passed on to what makes
  /// it.
  T next(const std::stop_token& stop) {
    const std::stop_callback pass_on(stop, [this] { thread_.request_stop(); });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.has_value(); });
    T thing = *std::move(waiting_);
    waiting_.reset();
    changed_.notify_all();
    return thing;
  }

 private:
  void run(const std::stop_token& stop) {
    for (bool is_last = false; !is_last;) {
      T thing = make_(stop);
      is_last = is_last_(thing);
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !waiting_.has_value() || is_abandoned_; });
      if (is_abandoned_) return;
      waiting_ = std::move(thing);
      changed_.notify_all();
    }
  }

  std::function<T(const std::stop_token&)> make_;
  std::function<bool(const T&)> is_last_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<T> waiting_;
  bool is_abandoned_ = false;
  std::jthread thread_;
};

}  // namespace nowthen::extract

#pragma once
#include <cassert>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace nowthen {

/// One piece of work at a time that is done on another thread while its owner does something else. The thread
/// begins with the first piece and stays for the next ones.
///
/// Not thread-safe: one owner. When it goes, work still running is asked to stop and waited for.
template <class T>
class Ahead {
 public:
  using Work = std::function<T(std::stop_token)>;

  Ahead() = default;
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;
  ~Ahead() { own_stop_.request_stop(); }

  bool started() const noexcept { return started_; }

  /// Starts `work`, which is told to stop when `stop` is. Nothing may be under way.
  void start(Work work, std::stop_token stop) {
    assert(!started());
    started_ = true;
    own_stop_ = std::stop_source();
    forwarded_.emplace(std::move(stop), RequestStop{own_stop_});
    {
      const std::scoped_lock lock(mutex_);
      work_ = [work = std::move(work), own = own_stop_.get_token()] { return work(own); };
    }
    changed_.notify_all();
    if (!thread_.joinable()) thread_ = std::jthread([this](std::stop_token end) { serve(std::move(end)); });
  }

  /// Waits until the work is done; its result stays to be taken.
  void wait() {
    assert(started());
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_done(); });
  }

  /// Waits for the work and gives its result; throws what the work threw.
  T take() {
    assert(started());
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_done(); });
    started_ = false;
    forwarded_.reset();
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    return *std::exchange(result_, std::nullopt);
  }

 private:
  struct RequestStop {
    std::stop_source source;
    void operator()() { source.request_stop(); }
  };

  void serve(std::stop_token end) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, end, [this] { return work_ != nullptr; })) {
      const auto work = std::exchange(work_, nullptr);
      lock.unlock();
      std::optional<T> result;
      std::exception_ptr failure;
      try {
        result.emplace(work());
      } catch (...) {  // its owner's to deal with: out of this thread it would end the process
        failure = std::current_exception();
      }
      lock.lock();
      result_ = std::move(result);
      failure_ = std::move(failure);
      changed_.notify_all();
    }
  }

  bool is_done() const { return result_.has_value() || failure_ != nullptr; }

  bool started_ = false;  ///< For the owner alone.
  std::stop_source own_stop_;
  std::optional<std::stop_callback<RequestStop>> forwarded_;
  std::mutex mutex_;  ///< For the four below it.
  std::condition_variable_any changed_;
  std::function<T()> work_;
  std::optional<T> result_;
  std::exception_ptr failure_;
  std::jthread thread_;  // last: joined before the rest goes
};

}  // namespace nowthen

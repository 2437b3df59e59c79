#pragma once
#include <cassert>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace nowthen::genesys {

/// One piece of work that runs on a thread of its own while its owner does something else.
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

  bool started() const noexcept { return thread_.joinable(); }

  /// Starts `work`, which is told to stop when `stop` is. Nothing may be under way.
  void start(Work work, std::stop_token stop) {
    assert(!started());
    own_stop_ = std::stop_source();
    forwarded_.emplace(std::move(stop), RequestStop{own_stop_});
    thread_ =
        std::jthread([this, work = std::move(work), own = own_stop_.get_token()] { result_ = work(own); });
  }

  /// Waits for the work and gives its result.
  T take() {
    assert(started());
    thread_.join();
    forwarded_.reset();
    return *std::exchange(result_, std::nullopt);
  }

 private:
  struct RequestStop {
    std::stop_source source;
    void operator()() { source.request_stop(); }
  };

  std::stop_source own_stop_;
  std::optional<std::stop_callback<RequestStop>> forwarded_;
  std::optional<T> result_;
  std::jthread thread_;  // last: joined before the rest goes
};

}  // namespace nowthen::genesys

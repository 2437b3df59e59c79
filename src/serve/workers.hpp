#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace nowthen::serve {

/// Does what takes a while on threads of its own, in the order in which it was given. Thread-safe.
class Workers {
 public:
  /// It must end soon after `stop`, and must not throw.
  using Job = std::function<void(const std::stop_token& stop)>;

  /// @param most_waiting  beyond it, nothing more is taken
  Workers(std::size_t threads, std::size_t most_waiting);
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// @return whether it will be done; no: too much waits already
  bool give(Job job);

  /// Ends what is being done, forgets the rest, waits for it, and takes nothing any more. By one thread.
  void stop();

 private:
  void work(const std::stop_token& stop);

  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> waiting_;
  bool is_stopped_ = false;
  std::vector<std::jthread> threads_;  // the first to go
};

}  // namespace nowthen::serve

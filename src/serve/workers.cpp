#include "serve/workers.hpp"

#include <exception>
#include <utility>

namespace nowthen::serve {

Workers::Workers(std::size_t threads, std::size_t most_waiting) : most_waiting_(most_waiting) {
  for (std::size_t i = 0; i < threads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

void Workers::stop() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopped_ = true;
    waiting_.clear();
  }
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

bool Workers::give(Job job) {
  const std::scoped_lock lock(mutex_);
  if (is_stopped_ || waiting_.size() >= most_waiting_) return false;
  waiting_.push_back(std::move(job));
  changed_.notify_one();
  return true;
}

void Workers::work(const std::stop_token& stop) {
  for (;;) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); }) || stop.stop_requested()) return;
    const Job job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    try {
      job(stop);
    } catch (const std::exception&) {  // whoever waits for it goes without; the rest goes on
    }
  }
}

}  // namespace nowthen::serve

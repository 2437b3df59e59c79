#include "net/local_outbox.hpp"

#include <utility>

namespace nowthen::net {

bool LocalOutbox::write(std::string_view lines) {
  bool is_hurried = false;
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return is_closed_ || is_hurried_ || waiting_.bytes.size() < most_bytes; });
    if (is_closed_) return false;
    is_hurried = is_hurried_;
    const bool was_empty = waiting_.bytes.empty();
    waiting_.bytes += lines;
    if (!was_empty) return !is_hurried;
  }
  wake_();
  return !is_hurried;
}

void LocalOutbox::hurry() {
  const std::lock_guard lock(mutex_);
  is_hurried_ = true;
  room_.notify_all();
}

void LocalOutbox::finish(bool is_whole, bool may_go_on) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.is_last = true;
    waiting_.is_whole = is_whole;
    waiting_.may_go_on = may_go_on;
  }
  wake_();
}

LocalOutbox::Piece LocalOutbox::take() {
  const std::lock_guard lock(mutex_);
  Piece piece = std::exchange(waiting_, {.bytes = {},
                                         .is_last = waiting_.is_last,
                                         .is_whole = waiting_.is_whole,
                                         .may_go_on = waiting_.may_go_on});
  room_.notify_all();
  return piece;
}

void LocalOutbox::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  room_.notify_all();
}

}  // namespace nowthen::net

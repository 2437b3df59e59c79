#include "cli/turns.hpp"

namespace nowthen::cli {

std::optional<Turns::Turn> Turns::take(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const bool is_free = changed_.wait(lock, stop, [this] { return !is_taken_; });
  if (!is_free) changed_.wait(lock, [this] { return !is_taken_ || is_long_; });
  if (is_taken_) return std::nullopt;
  is_taken_ = true;
  return std::optional<Turn>(std::in_place, *this);
}

void Turns::Turn::be_long() {
  const std::lock_guard lock(turns_->mutex_);
  turns_->is_long_ = true;
  turns_->changed_.notify_all();
}

Turns::Turn::~Turn() {
  if (turns_ == nullptr) return;
  const std::lock_guard lock(turns_->mutex_);
  turns_->is_taken_ = turns_->is_long_ = false;
  turns_->changed_.notify_all();
}

}  // namespace nowthen::cli

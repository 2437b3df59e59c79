#include "simulator/limits/window_limiters.hpp"

#include <algorithm>

namespace nowthen::sim {
namespace {

Verdict counted(int& used, int limit, Clock::Ticks left) {
  if (used >= limit)
    return {.allowed = false, .used = used, .limit = limit, .reset = left, .retry_after = left};
  ++used;
  return {.allowed = true, .used = used, .limit = limit, .reset = left};
}

}  // namespace

Verdict FixedWindow::take(Clock::Ticks now) {
  const Clock::Ticks begin = now - now % window_;
  if (begin != begin_) {
    begin_ = begin;
    used_ = 0;
  }
  return counted(used_, limit_, begin + window_ - now);
}

Verdict FirstRequestWindow::take(Clock::Ticks now) {
  if (!begin_ || now >= *begin_ + window_) {
    begin_ = now;
    used_ = 0;
  }
  return counted(used_, limit_, *begin_ + window_ - now);
}

Verdict SlidingLog::take(Clock::Ticks now) {
  while (!log_.empty() && log_.front() + window_ <= now) log_.pop_front();
  const auto limit = static_cast<std::size_t>(limit_);
  if (log_.size() < limit) {
    log_.push_back(now);
    return {.allowed = true,
            .used = static_cast<int>(log_.size()),
            .limit = limit_,
            .reset = log_.front() + window_ - now};
  }
  // After a lowered limit more than one has to leave before the next fits.
  const Clock::Ticks wait = log_[log_.size() - limit] + window_ - now;
  return {.allowed = false,
          .used = static_cast<int>(log_.size()),
          .limit = limit_,
          .reset = log_.back() + window_ - now,
          .retry_after = wait};
}

}  // namespace nowthen::sim

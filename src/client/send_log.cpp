#include "client/send_log.hpp"

#include <algorithm>

namespace nowthen::client {

void SendLog::add(Ticks when) {
  const std::int64_t target = std::max(index(when), newest_);
  if (target - newest_ >= slots) {
    counts_.fill(0);
    total_ = 0;
    newest_ = target;
  }
  while (newest_ < target) {
    std::uint32_t& expired = at(++newest_);
    total_ -= expired;
    expired = 0;
  }
  ++at(target);
  ++total_;
}

void SendLog::remove(Ticks when) {
  const std::int64_t target = index(when);
  if (target < oldest() || target > newest_ || at(target) == 0) return;
  --at(target);
  --total_;
}

std::uint32_t SendLog::count(Ticks begin, Ticks end) const {
  std::uint32_t sum = 0;
  const std::int64_t last = std::min(index(end), newest_);
  for (std::int64_t i = std::max(index(begin), oldest()); i <= last; ++i) sum += at(i);
  return sum;
}

SendLog::Ticks SendLog::below(double limit, Ticks window, Ticks now) const {
  if (total_ < limit) return now;
  double sum = 0;
  for (std::int64_t i = newest_; i >= oldest(); --i) {
    sum += at(i);
    if (sum >= limit) return std::max(now, (i + 1) * slot + window);
  }
  return now;
}

}  // namespace nowthen::client

#include "webhooks/lane.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nowthen::webhooks {
namespace {

constexpr int most_doublings = 30;

}  // namespace

void Lane::add(std::uint64_t number, std::uint64_t order) {
  orders_.emplace(number, order);
  Queue& queue = queues_[order];
  queue.numbers.push_back(number);
  if (queue.numbers.size() == 1) enter(queue);
}

void Lane::enter(const Queue& queue) {
  if (queue.failures == 0)
    ready_.insert(queue.numbers.front());
  else
    held_back_.emplace(queue.not_before, queue.numbers.front());
}

void Lane::leave(const Queue& queue) {
  ready_.erase(queue.numbers.front());
  held_back_.erase({queue.not_before, queue.numbers.front()});
}

std::optional<std::uint64_t> Lane::due(Ticks now) const {
  if (now < paused_until_) return std::nullopt;
  std::optional<std::uint64_t> first;
  if (!ready_.empty()) first = *ready_.begin();
  // Only those that are due: few, for each has waited.
  for (const auto& [not_before, number] : held_back_) {
    if (not_before > now) break;
    if (!first || number < *first) first = number;
  }
  return first;
}

std::optional<Lane::Ticks> Lane::next_at() const {
  if (!ready_.empty()) return paused_until_;
  if (held_back_.empty()) return std::nullopt;
  return std::max(paused_until_, held_back_.begin()->first);
}

void Lane::succeeded(std::uint64_t number) {
  failures_ = 0;
  paused_until_ = Ticks::min();
  drop(number);
}

void Lane::failed(std::uint64_t number, Ticks now, std::optional<std::chrono::seconds> stated,
                  Random& random) {
  const auto order = orders_.find(number);
  if (order == orders_.end()) return;
  Queue& queue = queues_[order->second];
  Ticks least{0};
  if (stated) least = std::min<std::chrono::milliseconds>(*stated, policy_.longest_stated);
  leave(queue);
  queue.not_before = now + std::max(least, wait_after(queue.failures, random));
  ++queue.failures;
  enter(queue);
  paused_until_ = now + std::max(least, wait_after(failures_, random));
  ++failures_;
}

void Lane::drop(std::uint64_t number) {
  const auto order = orders_.find(number);
  if (order == orders_.end()) return;
  const auto place = queues_.find(order->second);
  Queue& queue = place->second;
  const bool was_first = queue.numbers.front() == number;
  if (was_first) leave(queue);
  queue.numbers.erase(std::find(queue.numbers.begin(), queue.numbers.end(), number));
  orders_.erase(order);
  if (queue.numbers.empty()) {
    queues_.erase(place);
    return;
  }
  if (!was_first) return;
  queue.failures = 0;
  enter(queue);
}

void Lane::keep(const std::function<bool(std::uint64_t)>& is_kept) {
  std::vector<std::uint64_t> lost;
  for (const auto& each : orders_)
    if (!is_kept(each.first)) lost.push_back(each.first);
  for (const std::uint64_t number : lost) drop(number);
}

std::optional<std::uint64_t> Lane::first() const {
  return orders_.empty() ? std::nullopt : std::optional(orders_.begin()->first);
}

Lane::Ticks Lane::wait_after(int failures, Random& random) const {
  const double ceiling = std::min(
      static_cast<double>(policy_.longest_wait.count()),
      std::ldexp(static_cast<double>(policy_.first_wait.count()), std::clamp(failures, 0, most_doublings)));
  return std::chrono::milliseconds(static_cast<std::int64_t>(ceiling * (0.5 + random.uniform() / 2)));
}

}  // namespace nowthen::webhooks

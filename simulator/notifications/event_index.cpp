#include "simulator/notifications/event_index.hpp"

#include <algorithm>

#include "simulator/notifications/conversation_changes.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr std::size_t most_hours = 30;
constexpr hours longest_wrapup{2};
constexpr Instant past_everything = absent - milliseconds(1);

Instant hour_of(Instant instant) { return std::chrono::floor<hours>(instant); }

bool by_time(const QueueChange& left, const QueueChange& right) {
  return left.at != right.at ? left.at < right.at : left.conversation < right.conversation;
}

struct Later {
  bool operator()(Instant instant, const QueueChange& change) const { return instant < change.at; }
};

}  // namespace

std::optional<Instant> EventIndex::next(std::string_view queue_id, Instant after, Instant until) {
  for (Instant begin = hour_of(after); begin <= until; begin += hours(1)) {
    const Hour& hour = hour_at(begin);
    const auto found = hour.by_queue.find(queue_id);
    if (found == hour.by_queue.end()) continue;
    const auto change = std::upper_bound(found->second.begin(), found->second.end(), after, Later{});
    if (change == found->second.end()) continue;
    return change->at <= until ? std::optional(change->at) : std::nullopt;
  }
  return std::nullopt;
}

void EventIndex::between(std::vector<QueueChange>& changes, std::string_view queue_id, Instant after,
                         Instant until) {
  changes.clear();
  for (Instant begin = hour_of(after); begin <= until; begin += hours(1)) {
    const Hour& hour = hour_at(begin);
    const auto found = hour.by_queue.find(queue_id);
    if (found == hour.by_queue.end()) continue;
    const auto first = std::upper_bound(found->second.begin(), found->second.end(), after, Later{});
    const auto last = std::upper_bound(first, found->second.end(), until, Later{});
    changes.insert(changes.end(), first, last);
  }
}

EventIndex::Hour& EventIndex::hour_at(Instant begin) {
  auto found = hours_.find(begin);
  if (found == hours_.end()) {
    if (hours_.size() >= most_hours) forget_oldest();
    found = hours_.emplace(begin, made(begin)).first;
  }
  found->second.used = ++uses_;
  return found->second;
}

EventIndex::Hour EventIndex::made(Instant begin) {
  Hour hour;
  const World* world = source_.world();
  if (world == nullptr) return hour;
  const Instant last = begin + hours(1) - milliseconds(1);
  extend_(last);
  for (const std::uint32_t conversation : world->going_on(begin - longest_wrapup, last))
    add(hour, begin, conversation);
  for (auto& [queue, changes] : hour.by_queue) std::sort(changes.begin(), changes.end(), by_time);
  return hour;
}

void EventIndex::add(Hour& hour, Instant begin, std::uint32_t conversation) {
  const ConversationChanges changes =
      changes_of(source_.facts(conversation, past_everything, Knowledge::of_truth));
  for (const Instant at : changes.instants) {
    if (at < begin || at >= begin + hours(1)) continue;
    for (const QueueTouch& touch : changes.touches) {
      if (touch.since > at) break;
      auto queue = hour.by_queue.find(touch.queue_id);
      if (queue == hour.by_queue.end())
        queue = hour.by_queue.emplace(touch.queue_id, std::vector<QueueChange>()).first;
      queue->second.push_back({.at = at, .conversation = conversation});
    }
  }
}

void EventIndex::forget_oldest() {
  hours_.erase(std::min_element(hours_.begin(), hours_.end(), [](const auto& left, const auto& right) {
    return left.second.used < right.second.used;
  }));
}

}  // namespace nowthen::sim

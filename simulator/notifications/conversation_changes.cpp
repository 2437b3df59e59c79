#include "simulator/notifications/conversation_changes.hpp"

#include <algorithm>

#include "simulator/notifications/communication_look.hpp"

namespace nowthen::sim {
namespace {

std::vector<Instant> boundaries_of(const ConversationFacts& whole, std::span<const SegmentFacts> segments) {
  std::vector<Instant> boundaries;
  for (const SegmentFacts& segment : segments)
    for (const Instant instant : {segment.start, segment.end})
      // Nothing is known of a conversation before its start.
      if (instant != absent) boundaries.push_back(std::max(instant, whole.start));
  std::sort(boundaries.begin(), boundaries.end());
  boundaries.erase(std::unique(boundaries.begin(), boundaries.end()), boundaries.end());
  return boundaries;
}

void add_changes(std::vector<Instant>& instants, const ConversationFacts& whole,
                 std::span<const SegmentFacts> segments) {
  CommunicationLook before;
  for (const Instant instant : boundaries_of(whole, segments)) {
    const CommunicationLook after = look_at(whole, segments, instant);
    if (after == before) continue;
    instants.push_back(instant);
    before = after;
  }
}

void add_touches(std::vector<QueueTouch>& touches, std::span<const SegmentFacts> segments) {
  for (const SegmentFacts& segment : segments) {
    if (segment.queue_id.empty()) continue;
    const auto known = std::find_if(touches.begin(), touches.end(), [&segment](const QueueTouch& touch) {
      return touch.queue_id == segment.queue_id;
    });
    if (known == touches.end())
      touches.push_back({.queue_id = segment.queue_id, .since = segment.start});
    else
      known->since = std::min(known->since, segment.start);
  }
}

}  // namespace

ConversationChanges changes_of(const ConversationFacts& whole) {
  ConversationChanges changes;
  for (const SessionFacts& session : whole.sessions)
    add_changes(changes.instants, whole, whole.segments_of(session));
  add_touches(changes.touches, whole.segments);
  auto& instants = changes.instants;
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  std::sort(changes.touches.begin(), changes.touches.end(),
            [](const QueueTouch& left, const QueueTouch& right) { return left.since < right.since; });
  return changes;
}

}  // namespace nowthen::sim

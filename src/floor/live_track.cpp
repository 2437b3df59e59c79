#include "floor/live_track.hpp"

#include <algorithm>
#include <cassert>

#include "floor/live_legs.hpp"

namespace nowthen::floor {

LiveTrack::Applied LiveTrack::apply(const LiveConversation& event, Instant seen_at) {
  assert(id_.empty() || id_ == event.id);
  id_ = event.id;
  last_seen_ = std::max(last_seen_.value_or(seen_at), seen_at);
  const std::size_t doubts = doubts_;
  facts_.add(event, seen_at);
  const bool changed = look_again();
  return {.changed = changed, .doubtful = doubts_ > doubts};
}

bool LiveTrack::replace(const ConversationDetail& detail, Instant as_of) {
  assert(id_.empty() || id_ == detail.conversation_id);
  if (read_at_ && as_of < *read_at_) return false;
  id_ = detail.conversation_id;
  read_at_ = as_of;
  record_has_end_ = detail.conversation_end.has_value();
  facts_.add(detail, as_of);
  return look_again();
}

bool LiveTrack::look_again() {
  std::vector<Leg> legs = legs_of(id_, facts_);
  const bool over = find_over();
  const bool changed = legs != legs_ || over != is_over_;
  legs_ = std::move(legs);
  is_over_ = over;
  doubts_ = doubtful_holds(facts_);
  return changed;
}

// A record may be between two parts of a conversation, all of its segments over: only its end counts.
bool LiveTrack::find_over() const {
  const auto& participants = facts_.participants();
  if (participants.empty()) return false;
  if (std::any_of(participants.begin(), participants.end(),
                  [](const auto& each) { return each.second.is_wrapping_up(); }))
    return false;
  if (record_has_end_) return true;
  if (read_at_ && (!last_seen_ || *last_seen_ <= *read_at_)) return false;
  return std::all_of(participants.begin(), participants.end(),
                     [](const auto& each) { return each.second.is_gone(); });
}

}  // namespace nowthen::floor

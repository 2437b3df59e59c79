#include "live/tracks.hpp"

#include <algorithm>

#include "live/leg_difference.hpp"

namespace nowthen::live {
namespace {

// Records of some appear only after hours: asked for after 2, 4, 8, ... minutes, for four hours in all.
constexpr std::chrono::minutes first_again{2};
constexpr int most_times_unknown = 7;

/// The latest instant that a record speaks of: what happened later it may not show yet.
Instant latest_in(const ConversationDetail& record) {
  Instant latest = record.conversation_start.value_or(Instant{});
  for (const auto& participant : record.participants)
    for (const auto& session : participant.sessions)
      for (const auto& segment : session.segments) {
        if (segment.segment_start) latest = std::max(latest, *segment.segment_start);
        if (segment.segment_end) latest = std::max(latest, *segment.segment_end);
      }
  return latest;
}

}  // namespace

bool Tracks::apply(const LiveConversation& event, Instant seen_at) {
  const auto [place, is_new] = tracks_.try_emplace(event.id.str());
  Tracked& tracked = place->second;
  tracked.heard_at = std::max(tracked.heard_at, seen_at);
  if (tracked.track.apply(event, seen_at).changed) changed_.insert(place->first);
  return !is_new;
}

bool Tracks::replace(const ConversationDetail& record, Instant read_at, const Interval& told) {
  const std::string& id = record.conversation_id.str();
  const auto [place, is_new] = tracks_.try_emplace(id);
  Tracked& tracked = place->second;
  const std::vector<floor::Leg> before = tracked.track.legs();
  // One that goes on is told as far as its record goes: the rest may only not be there yet.
  const Instant as_of = record.conversation_end ? read_at : latest_in(record);
  const bool is_changed = tracked.track.replace(record, as_of);
  tracked.heard_at = std::max(tracked.heard_at, read_at);
  tracked.times_unknown = 0;
  if (!is_changed && !is_new) return false;
  if (tracked.track.legs().empty() && is_new) {
    tracks_.erase(place);
    return false;
  }
  tracked.is_from_record = true;
  changed_.insert(id);
  return tells_more(before, tracked.track.legs(), told);
}

std::vector<ConversationId> Tracks::to_ask_for(const std::unordered_set<std::string>& seen, Instant before,
                                               Instant now) const {
  std::vector<ConversationId> ids;
  for (const auto& [id, tracked] : tracks_) {
    if (seen.contains(id) || tracked.times_unknown >= most_times_unknown || now < tracked.ask_at) continue;
    const auto& legs = tracked.track.legs();
    const bool is_old = !legs.empty() && legs.front().begin < before;
    if ((is_old && !tracked.track.is_over()) || tracked.track.is_doubtful()) ids.emplace_back(id);
  }
  std::sort(ids.begin(), ids.end());  // so that equal worlds make equal requests
  return ids;
}

void Tracks::note_unknown(const ConversationId& id, Instant now) {
  const auto found = tracks_.find(id.str());
  if (found == tracks_.end()) return;
  Tracked& tracked = found->second;
  tracked.ask_at = now + first_again * (1 << tracked.times_unknown);
  ++tracked.times_unknown;
}

std::vector<TrackRow> Tracks::take_changed() {
  std::vector<std::string> ids(changed_.begin(), changed_.end());
  changed_.clear();
  std::sort(ids.begin(), ids.end());
  std::vector<TrackRow> rows;
  rows.reserve(ids.size());
  for (const std::string& id : ids) {
    const Tracked& tracked = tracks_.at(id);
    rows.push_back({.conversation_id = ConversationId(id),
                    .as_of = tracked.heard_at,
                    .is_from_record = tracked.is_from_record,
                    .legs = tracked.track.legs(),
                    .is_over = tracked.track.is_over()});
  }
  return rows;
}

void Tracks::forget(Instant before, Untaken untaken) {
  std::erase_if(tracks_, [&](const auto& each) {
    const Tracked& tracked = each.second;
    const bool is_done = tracked.track.is_over() || tracked.times_unknown >= most_times_unknown;
    if (!is_done || tracked.heard_at >= before) return false;
    if (untaken == Untaken::go) changed_.erase(each.first);
    return !changed_.contains(each.first);
  });
}

std::vector<floor::Leg> Tracks::legs() const {
  std::vector<floor::Leg> all;
  for (const auto& [id, tracked] : tracks_) {
    const auto& legs = tracked.track.legs();
    all.insert(all.end(), legs.begin(), legs.end());
  }
  return all;
}

std::unordered_set<std::string> Tracks::over() const {
  std::unordered_set<std::string> ids;
  for (const auto& [id, tracked] : tracks_)
    if (tracked.track.is_over()) ids.insert(id);
  return ids;
}

}  // namespace nowthen::live

#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "live/feed.hpp"
#include "simulator/notifications/floor_truth.hpp"
#include "support/simulated_client.hpp"

namespace nowthen::testing {

/// Keeps what a feed sees in memory.
class MemoryLiveStore final : public live::LiveStore {
 public:
  std::map<std::string, live::TrackRow> tracks;
  std::map<std::int64_t, live::Gap> gaps;
  Instant seen_until{};
  std::vector<live::ReceivedFrame> frames;
  std::int64_t pages = 0;
  std::string no_room;            ///< Why nothing is kept; empty: it is.
  std::int64_t refused = 0;       ///< Frames and pages, since there is no room.
  std::int64_t without_room = 0;  ///< Tracks concluded in spite of that.

  Result<live::Kept> keep(const std::vector<live::ReceivedFrame>& received) override {
    if (!no_room.empty()) {
      ++refused;
      return live::Kept{no_room};
    }
    frames.insert(frames.end(), received.begin(), received.end());
    return live::Kept{};
  }
  Result<live::Kept> keep(const live::LookedUp&) override {
    if (!no_room.empty()) {
      ++refused;
      return live::Kept{no_room};
    }
    ++pages;
    return live::Kept{};
  }
  Result<void> conclude(const live::Concluded& concluded) override {
    if (!no_room.empty()) without_room += std::ssize(concluded.tracks);
    for (const auto& track : concluded.tracks) tracks[track.conversation_id.str()] = track;
    for (const auto& gap : concluded.gaps) gaps[gap.number] = gap;
    seen_until = concluded.seen_until;
    return {};
  }

  live::LiveMemory memory() const {
    live::LiveMemory memory;
    if (seen_until != Instant{}) memory.seen_until = seen_until;
    for (const auto& [number, gap] : gaps) {
      memory.last_gap = std::max(memory.last_gap, number);
      if (!gap.healed_at) memory.unhealed.push_back(gap);
    }
    return memory;
  }
};

/// A leg at an instant, as both a simulator's truth and a live log can tell it.
using LegText = std::string;

inline std::set<LegText> true_legs(const sim::Simulator& simulator, Instant at) {
  std::set<LegText> legs;
  for (const auto& conversation : simulator.floor(at))
    for (const auto& leg : conversation.legs) {
      if (leg.state == sim::LegState::dialing) continue;
      legs.insert(fmt::format("{} {} {} {} {}", conversation.conversation_id, leg.media, name_of(leg.state),
                              leg.queue_id, leg.agent_id));
    }
  return legs;
}

inline std::set<LegText> known_legs(const MemoryLiveStore& store, Instant at) {
  std::set<LegText> legs;
  for (const auto& [id, track] : store.tracks)
    for (const auto& leg : track.legs)
      if (leg.covers(at))
        legs.insert(fmt::format("{} {} {} {} {}", id, leg.media_type, floor::name_of(leg.state),
                                leg.queue_id.str(), leg.user_id.str()));
  return legs;
}

/// Ids of conversations that asking for what ended within `reach` cannot tell: their records appear, or get
/// their wrap-up, later than that.
inline std::set<std::string> untold_by_asking(const sim::Simulator& simulator,
                                              std::chrono::milliseconds reach) {
  std::set<std::string> ids;
  for (const auto& record : simulator.records())
    if (record.finished_at > simulator.now() || record.finished_at - record.end > reach)
      ids.insert(record.id);
  return ids;
}

/// How many legs differ at `at`, and the first of them.
struct LegDifferences {
  std::size_t missing = 0;
  std::size_t wrong = 0;
  std::string first;
};

inline LegDifferences compare_legs(const sim::Simulator& simulator, const MemoryLiveStore& store, Instant at,
                                   const std::set<std::string>& left_out = {}) {
  const auto is_left_out = [&](const LegText& leg) {
    return left_out.contains(leg.substr(0, leg.find(' ')));
  };
  auto wanted = true_legs(simulator, at);
  auto known = known_legs(store, at);
  std::erase_if(wanted, is_left_out);
  std::erase_if(known, is_left_out);
  LegDifferences found;
  for (const auto& each : wanted)
    if (!known.contains(each)) {
      ++found.missing;
      if (found.first.empty()) found.first = format_instant(at) + " lacks " + each;
    }
  for (const auto& each : known)
    if (!wanted.contains(each)) {
      ++found.wrong;
      if (found.first.empty()) found.first = format_instant(at) + " has " + each;
    }
  return found;
}

}  // namespace nowthen::testing

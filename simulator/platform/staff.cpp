#include "simulator/platform/staff.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "simulator/world/shifts.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

using Ids = std::unordered_set<std::string>;

/// Interacting or still wrapping up.
bool is_handling(const SegmentFacts& segment) {
  constexpr std::array<std::string_view, 3> types{"interact", "hold", "wrapup"};
  return segment.end == absent && std::find(types.begin(), types.end(), segment.type) != types.end();
}

void add_busy(Ids& busy, const ConversationFacts& facts) {
  for (const ParticipantFacts& participant : facts.participants) {
    if (participant.user_id.empty()) continue;
    for (const SessionFacts& session : facts.sessions_of(participant)) {
      const auto segments = facts.segments_of(session);
      if (std::any_of(segments.begin(), segments.end(), is_handling)) busy.emplace(participant.user_id);
    }
  }
}

/// Wrap-up goes on after the conversation, so those that have just ended count as well.
Ids busy_at(PlatformSource& source, Instant at) {
  constexpr std::chrono::hours longest_wrapup{2};
  Ids busy;
  const auto entries = source.entries();
  const auto see = [&](std::size_t index) {
    if (entries[index].start <= at && at < entries[index].settled)
      add_busy(busy, source.facts(index, at, Knowledge::of_truth));
  };
  if (const World* world = source.world()) {
    for (const std::uint32_t index : world->going_on(at - longest_wrapup, at)) see(index);
  } else {
    for (std::size_t index = 0; index < entries.size(); ++index) see(index);
  }
  return busy;
}

}  // namespace

std::string_view name_of(Routing routing) {
  constexpr std::array<std::string_view, 3> names{"OFF_QUEUE", "IDLE", "INTERACTING"};
  return names.at(static_cast<std::size_t>(routing));
}

std::string_view presence_of(Routing routing) {
  return routing == Routing::off_queue ? offline_presence : on_queue_presence;
}

std::vector<Routing> staff_at(PlatformSource& source, const Directory& directory, Instant at) {
  const Ids busy = busy_at(source, at);
  std::vector<Routing> staff;
  for (const DirectoryUser& user : directory.users) {
    const bool on_shift = user.agent && source.world() != nullptr &&
                          is_on_shift(source.world()->centre().agents[*user.agent], *user.agent, at);
    staff.push_back(busy.contains(user.id) ? Routing::interacting
                    : on_shift             ? Routing::idle
                                           : Routing::off_queue);
  }
  return staff;
}

}  // namespace nowthen::sim

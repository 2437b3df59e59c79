#include <algorithm>
#include <array>

#include "simulator/world/views.hpp"

namespace nowthen::sim {
namespace {

bool covers(const SegmentTruth& segment, Instant instant) {
  return segment.start <= instant && instant < segment.end;
}

LiveState state_of(const SegmentTruth& segment, Purpose purpose) {
  switch (segment.type) {
    case SegmentType::dialing:
    case SegmentType::contacting: return LiveState::dialing;
    case SegmentType::alert: return LiveState::ringing;
    case SegmentType::hold: return LiveState::held;
    case SegmentType::wrapup: return LiveState::closed;
    case SegmentType::delay:
    case SegmentType::scheduled: return LiveState::queued;
    default: return purpose == Purpose::acd ? LiveState::queued : LiveState::connected;
  }
}

/// How much a state says about a person: the larger wins where sessions overlap.
int liveliness(LiveState state) {
  constexpr std::array<int, 7> order{0, 3, 2, 4, 6, 5, 1};
  return order.at(static_cast<std::size_t>(state));
}

bool has_begun(const ConversationTruth& conversation, const ParticipantTruth& participant, Instant instant) {
  const auto sessions = conversation.sessions_of(participant);
  return std::any_of(sessions.begin(), sessions.end(), [&](const SessionTruth& session) {
    const auto segments = conversation.segments_of(session);
    return std::any_of(segments.begin(), segments.end(),
                       [&](const SegmentTruth& s) { return s.start <= instant; });
  });
}

/// An agent has put the customer on hold, be it to consult a colleague on another line.
bool is_on_hold(const ConversationTruth& conversation, Instant instant) {
  return std::any_of(conversation.segments.begin(), conversation.segments.end(),
                     [instant](const auto& s) { return s.type == SegmentType::hold && covers(s, instant); });
}

}  // namespace

std::string_view name_of(LiveState state) {
  constexpr std::array<std::string_view, 7> names{"none",      "dialing", "queued", "ringing",
                                                  "connected", "held",    "closed"};
  return names.at(static_cast<std::size_t>(state));
}

LiveState participant_state(const ConversationTruth& conversation, const ParticipantTruth& participant,
                            Instant instant) {
  if (!has_begun(conversation, participant, instant)) return LiveState::none;
  LiveState liveliest = LiveState::closed;
  for (const SessionTruth& session : conversation.sessions_of(participant)) {
    for (const SegmentTruth& segment : conversation.segments_of(session)) {
      if (!covers(segment, instant)) continue;
      const LiveState state = state_of(segment, participant.purpose);
      if (liveliness(state) > liveliness(liveliest)) liveliest = state;
    }
  }
  const bool listens = participant.purpose == Purpose::customer && liveliest == LiveState::connected;
  return listens && is_on_hold(conversation, instant) ? LiveState::held : liveliest;
}

LiveState live_state(const ConversationTruth& conversation, Instant instant) {
  if (instant < conversation.start) return LiveState::none;
  if (instant >= conversation.end) return LiveState::closed;
  LiveState of_agents = LiveState::closed;
  LiveState of_others = LiveState::closed;
  for (const ParticipantTruth& participant : conversation.participants) {
    const LiveState state = participant_state(conversation, participant, instant);
    LiveState& best = participant.purpose == Purpose::agent ? of_agents : of_others;
    // A customer is connected from the first ring on: what the others do says more.
    const bool awaits_call = state == LiveState::dialing || state == LiveState::queued;
    if (participant.purpose == Purpose::customer && !awaits_call) continue;
    if (liveliness(state) > liveliness(best)) best = state;
  }
  if (liveliness(of_agents) > liveliness(LiveState::closed)) return of_agents;
  if (liveliness(of_others) > liveliness(LiveState::closed)) return of_others;
  return LiveState::connected;
}

}  // namespace nowthen::sim

#include "floor/legs_of.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace nowthen::floor {
namespace {

// Who listens in has a connected line like any other: the live feed does not tell them apart, so history does
// not either.
constexpr std::array<std::pair<std::string_view, State>, 7> states{{{"alert", State::alerting},
                                                                    {"interact", State::interacting},
                                                                    {"hold", State::holding},
                                                                    {"wrapup", State::wrapping},
                                                                    {"monitoring", State::interacting},
                                                                    {"coaching", State::interacting},
                                                                    {"barging", State::interacting}}};

std::optional<State> state_of(const Segment& segment, const ParticipantDetail& participant) {
  if (is_queue(participant.purpose)) return State::waiting;
  const auto* const found = std::find_if(states.begin(), states.end(), [&segment](const auto& each) {
    return each.first == segment.segment_type;
  });
  if (found == states.end()) return std::nullopt;
  return found->second;
}

QueueId queue_of(const Session& session) {
  for (const Segment& segment : session.segments)
    if (!segment.queue_id.empty()) return segment.queue_id;
  return {};
}

QueueId queue_of(const ParticipantDetail& participant) {
  for (const Session& session : participant.sessions)
    if (QueueId queue = queue_of(session); !queue.empty()) return queue;
  return {};
}

/// `leg` goes on where the one before it ended, doing the same.
bool continues(const Leg& before, const Leg& leg) {
  return before.state == leg.state && before.queue_id == leg.queue_id &&
         (!before.end || leg.begin <= *before.end);
}

void join_stretches(std::vector<Leg>& legs) {
  std::stable_sort(legs.begin(), legs.end(), [](const Leg& a, const Leg& b) {
    return std::tie(a.state, a.queue_id, a.begin) < std::tie(b.state, b.queue_id, b.begin);
  });
  std::vector<Leg> joined;
  for (Leg& leg : legs) {
    if (joined.empty() || !continues(joined.back(), leg)) {
      joined.push_back(std::move(leg));
    } else if (auto& end = joined.back().end; end) {
      end = leg.end ? std::max(*end, *leg.end) : std::optional<Instant>();
    }
  }
  legs = std::move(joined);
}

}  // namespace

bool is_queue(std::string_view purpose) { return purpose == "acd"; }

bool is_worker(std::string_view purpose) { return purpose == "agent" || purpose == "user"; }

SessionLegs::SessionLegs(const ConversationDetail& conversation, const ParticipantDetail& participant)
    : conversation_(conversation), participant_(participant), queue_(queue_of(participant)) {}

std::vector<Leg> SessionLegs::of(const Session& session) const {
  QueueId queue = queue_of(session);
  if (queue.empty()) queue = queue_;
  std::vector<Leg> legs;
  for (const Segment& segment : session.segments) {
    const auto state = state_of(segment, participant_);
    if (!state || !segment.segment_start) continue;
    if (segment.segment_end && *segment.segment_end <= *segment.segment_start) continue;
    legs.push_back({.conversation_id = conversation_.conversation_id,
                    .media_type = session.media_type,
                    .direction = session.direction,
                    .state = *state,
                    .queue_id = segment.queue_id.empty() ? queue : segment.queue_id,
                    .user_id = *state == State::waiting ? UserId() : participant_.user_id,
                    .begin = *segment.segment_start,
                    .end = segment.segment_end});
  }
  join_stretches(legs);
  std::sort(legs.begin(), legs.end(), [](const Leg& a, const Leg& b) { return a.begin < b.begin; });
  return legs;
}

std::vector<Leg> legs_of(const ConversationDetail& conversation) {
  std::vector<Leg> legs;
  for (const ParticipantDetail& participant : conversation.participants) {
    if (!is_queue(participant.purpose) && !is_worker(participant.purpose)) continue;
    const SessionLegs of_participant(conversation, participant);
    for (const Session& session : participant.sessions)
      for (Leg& leg : of_participant.of(session)) legs.push_back(std::move(leg));
  }
  put_in_order(legs);
  return legs;
}

}  // namespace nowthen::floor

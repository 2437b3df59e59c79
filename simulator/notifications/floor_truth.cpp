#include "simulator/notifications/floor_truth.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "simulator/platform/object_pen.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {
namespace {

constexpr std::chrono::hours longest_wrapup{2};

bool has_begun(const SegmentTruth& segment, Instant instant) { return segment.start <= instant; }
bool goes_on(const SegmentTruth& segment, Instant instant) {
  return segment.start <= instant && instant < segment.end;
}

LegState state_of(const SegmentTruth& segment, Purpose purpose) {
  if (purpose == Purpose::acd) return LegState::waiting;
  switch (segment.type) {
    case SegmentType::dialing:
    case SegmentType::contacting: return LegState::dialing;
    case SegmentType::alert: return LegState::alerting;
    case SegmentType::hold: return LegState::holding;
    case SegmentType::wrapup: return LegState::wrapping;
    default: return LegState::interacting;
  }
}

/// When the state that `current` shows began; a talk with holds in it began with its first word.
Instant began(std::span<const SegmentTruth> segments, const SegmentTruth& current, LegState state) {
  if (state == LegState::holding || state == LegState::wrapping || state == LegState::alerting)
    return current.start;
  Instant first = current.start;
  for (const SegmentTruth& segment : segments) {
    const bool is_talk = segment.type == SegmentType::interact || segment.type == SegmentType::hold;
    const bool is_of_state = state == LegState::waiting || (state == LegState::interacting && is_talk) ||
                             (state == LegState::dialing && segment.type == SegmentType::dialing);
    if (is_of_state) first = std::min(first, segment.start);
  }
  return first;
}

/// The segment that says what a session is at: whatever goes on before wrap-up.
const SegmentTruth* current_of(std::span<const SegmentTruth> segments, Instant instant) {
  const SegmentTruth* found = nullptr;
  for (const SegmentTruth& segment : segments) {
    if (!goes_on(segment, instant)) continue;
    if (found == nullptr || found->type == SegmentType::wrapup) found = &segment;
  }
  return found;
}

/// The queue that some begun segment of the participant names first.
std::uint16_t queue_of(const ConversationTruth& conversation, const ParticipantTruth& participant,
                       Instant instant) {
  for (const SessionTruth& session : conversation.sessions_of(participant))
    for (const SegmentTruth& segment : conversation.segments_of(session))
      if (segment.queue != no_index && has_begun(segment, instant)) return segment.queue;
  return no_index;
}

bool has_touched_a_queue(const ConversationTruth& conversation, Instant instant) {
  const auto& segments = conversation.segments;
  return std::any_of(segments.begin(), segments.end(), [instant](const SegmentTruth& segment) {
    return segment.queue != no_index && has_begun(segment, instant);
  });
}

void add_legs(FloorTruth& floor, const Centre& centre, const ConversationTruth& conversation,
              std::size_t number, Instant instant) {
  const ParticipantTruth& participant = conversation.participants[number];
  if (participant.purpose != Purpose::acd && participant.purpose != Purpose::agent) return;
  const std::uint16_t queue = queue_of(conversation, participant, instant);
  if (queue == no_index) return;
  for (std::size_t each = 0; each < participant.session_count; ++each) {
    const std::size_t session = participant.first_session + each;
    const auto segments = conversation.segments_of(conversation.sessions[session]);
    const SegmentTruth* const current = current_of(segments, instant);
    if (current == nullptr) continue;
    FloorLeg leg{.participant_id = to_text(participant_uuid(conversation, number)),
                 .session_id = to_text(session_uuid(conversation, session)),
                 .queue_id = to_text(centre.queues[queue].id),
                 .agent_id = {},
                 .media = std::string(name_of(conversation.sessions[session].media)),
                 .state = state_of(*current, participant.purpose),
                 .since = {}};
    if (participant.purpose == Purpose::agent) leg.agent_id = to_text(centre.agents[participant.agent].id);
    leg.since = began(segments, *current, leg.state);
    floor.legs.push_back(std::move(leg));
  }
}

void append_leg(std::string& out, const FloorLeg& leg) {
  ObjectPen pen(out);
  pen.text("participantId", leg.participant_id);
  pen.text("sessionId", leg.session_id);
  pen.text("queueId", leg.queue_id);
  pen.text("userId", leg.agent_id);
  pen.text("mediaType", leg.media);
  pen.text("state", name_of(leg.state));
  pen.instant("since", leg.since);
  pen.end();
}

std::optional<FloorTruth> floor_of(const Centre& centre, const ConversationTruth& conversation,
                                   Instant instant) {
  if (!has_touched_a_queue(conversation, instant)) return std::nullopt;
  FloorTruth floor{.conversation_id = to_text(conversation.id),
                   .start = conversation.start,
                   .direction = std::string(name_of(conversation.direction)),
                   .over = conversation.end <= instant,
                   .legs = {}};
  for (std::size_t number = 0; number < conversation.participants.size(); ++number)
    add_legs(floor, centre, conversation, number, instant);
  if (floor.over && floor.legs.empty()) return std::nullopt;
  return floor;
}

}  // namespace

std::string_view name_of(LegState state) {
  constexpr std::array<std::string_view, 6> names{"waiting",     "dialing", "alerting",
                                                  "interacting", "holding", "wrapping"};
  return names.at(static_cast<std::size_t>(state));
}

std::string floor_json(const std::vector<FloorTruth>& floor, Instant instant) {
  std::string out;
  ObjectPen pen(out);
  pen.instant("at", instant);
  pen.list("conversations", floor, [&out](const FloorTruth& each) {
    ObjectPen conversation(out);
    conversation.text("id", each.conversation_id);
    conversation.instant("start", each.start);
    conversation.text("direction", each.direction);
    conversation.boolean("over", each.over);
    conversation.list("legs", each.legs, [&out](const FloorLeg& leg) { append_leg(out, leg); });
    conversation.end();
  });
  pen.end();
  return out;
}

std::vector<FloorTruth> floor_at(const World& world, Instant instant) {
  std::vector<FloorTruth> floor;
  for (const std::uint32_t index : world.going_on(instant - longest_wrapup, instant))
    if (auto one = floor_of(world.centre(), world.conversations()[index], instant))
      floor.push_back(std::move(*one));
  return floor;
}

}  // namespace nowthen::sim

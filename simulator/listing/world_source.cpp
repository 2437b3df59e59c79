#include "simulator/listing/world_source.hpp"

#include <algorithm>

#include "simulator/listing/participant_text.hpp"
#include "simulator/world/views.hpp"

namespace nowthen::sim {
namespace {

constexpr std::uint8_t media_count = 5;

Entry entry_of(const ConversationTruth& conversation) {
  return {.start = conversation.start,
          .end = conversation.end,
          // Non-decreasing by the world's promise; past its wrap-up is what this contract waits for.
          .visible_at = std::max(conversation.visibility.wrapup_visible_at, settled_at(conversation)),
          .deleted_at = conversation.visibility.deleted_at,
          .queue = conversation.queue == no_index ? Entry::no_queue : conversation.queue,
          .type = static_cast<std::uint8_t>(conversation.media),
          .outbound = conversation.direction == Direction::outbound};
}

}  // namespace

WorldSource::WorldSource(const WorldOptions& options) : world_(options) { read_entries(); }

void WorldSource::read_entries() {
  const auto conversations = world_.conversations();
  entries_.clear();
  entries_.reserve(conversations.size());
  for (const ConversationTruth& conversation : conversations) entries_.push_back(entry_of(conversation));
}

void WorldSource::extend_to(Instant instant) {
  if (instant < world_.extended_to()) return;
  world_.extend_to(std::chrono::ceil<std::chrono::days>(instant + std::chrono::milliseconds(1)));
  read_entries();
}

std::string WorldSource::id(std::size_t index) const { return to_text(truth(index).id); }

std::string_view WorldSource::type_name(std::uint8_t type) const {
  return name_of(static_cast<MediaType>(type));
}

std::optional<std::uint8_t> WorldSource::type_numbered(std::string_view name) const {
  for (std::uint8_t type = 0; type < media_count; ++type)
    if (type_name(type) == name) return type;
  return std::nullopt;
}

std::string WorldSource::queue_id(std::uint32_t queue) const {
  return to_text(world_.centre().queues.at(queue).id);
}

std::optional<std::uint32_t> WorldSource::queue_numbered(std::string_view id) const {
  const auto uuid = parse_uuid(id);
  const auto& queues = world_.centre().queues;
  for (std::size_t at = 0; uuid && at < queues.size(); ++at)
    if (queues[at].id == *uuid) return static_cast<std::uint32_t>(at);
  return std::nullopt;
}

std::string_view WorldSource::state(std::size_t index, Instant at) const {
  return name_of(live_state(truth(index), at));
}

MetricValues WorldSource::metrics(std::size_t index, Instant at) const {
  const Totals totals = totals_at(truth(index), at);
  MetricValues values{};
  const auto set = [&](Metric metric, std::optional<std::int64_t> value) {
    values.at(static_cast<std::size_t>(metric)) = value.value_or(0);
  };
  set(Metric::wrapup, totals.wrapup);
  set(Metric::talk, totals.talk);
  set(Metric::hold, totals.hold);
  set(Metric::queue, totals.queue);
  set(Metric::alert, totals.alert);
  set(Metric::handle, totals.handle);
  return values;
}

std::string WorldSource::name(const ConversationTruth& conversation,
                              const ParticipantTruth& participant) const {
  const Centre& centre = world_.centre();
  switch (participant.purpose) {
    case Purpose::customer: return customer_name(conversation.customer);
    case Purpose::ivr: return centre.ivr_name;
    case Purpose::agent: return centre.agents.at(participant.agent).name;
    case Purpose::acd:
    case Purpose::workflow:
    case Purpose::outbound: break;
  }
  return participant.queue == no_index ? std::string() : centre.queues.at(participant.queue).name;
}

void WorldSource::append_live_participants(std::string& out, std::size_t index, Instant at) const {
  const ConversationTruth& conversation = truth(index);
  for (std::size_t number = 0; number < conversation.participants.size(); ++number) {
    const ParticipantTruth& participant = conversation.participants[number];
    const LiveState state = participant_state(conversation, participant, at);
    if (state == LiveState::none) continue;
    append_participant(out, {.id = to_text(participant_uuid(conversation, number)),
                             .name = name(conversation, participant),
                             .role = name_of(participant.purpose),
                             .state = name_of(state)});
  }
}

void WorldSource::append_participants(std::string& out, std::size_t index) const {
  const ConversationTruth& conversation = truth(index);
  for (std::size_t number = 0; number < conversation.participants.size(); ++number) {
    const ParticipantTruth& participant = conversation.participants[number];
    append_participant(out, {.id = to_text(participant_uuid(conversation, number)),
                             .name = name(conversation, participant),
                             .role = name_of(participant.purpose),
                             .state = {}});
  }
}

std::string WorldSource::initial_contact_id(std::size_t index) const {
  const ConversationTruth& conversation = truth(index);
  return conversation.sessions.empty() ? id(index) : to_text(session_uuid(conversation, 0));
}

}  // namespace nowthen::sim

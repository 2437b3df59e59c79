#include "simulator/world/stage.hpp"

#include <algorithm>

#include "simulator/world/lost_end.hpp"
#include "simulator/world/mix.hpp"
#include "simulator/world/oddities.hpp"
#include "simulator/world/visibility.hpp"

namespace nowthen::sim {
namespace {

constexpr std::uint64_t life_kind = 0x11FE;

Instant last_parting(const ConversationTruth& conversation) {
  Instant last = conversation.start;
  for (const SegmentTruth& segment : conversation.segments) {
    if (segment.type != SegmentType::wrapup) last = std::max(last, segment.end);
  }
  return last;
}

}  // namespace

Stage::Stage(const Centre& centre, std::uint64_t seed, const WorldShape& shape)
    : centre_(centre), seed_(seed), shape_(shape), dispatch_(centre) {}

void Stage::plan(Event event) {
  event.order = ++orders_;
  events_.push(event);
}

Event Stage::take_next() {
  const Event next = events_.top();
  events_.pop();
  return next;
}

Contact& Stage::open(const Arrival& arrival) {
  if (vacant_.empty()) {
    vacant_.push_back(static_cast<std::uint32_t>(contacts_.size()));
    contacts_.push_back(std::make_unique<Contact>());
  }
  const std::uint32_t place = vacant_.back();
  vacant_.pop_back();
  Contact& contact = *contacts_[place];
  Draft draft = std::move(contact.draft);
  draft.clear();
  contact = Contact{};
  contact.draft = std::move(draft);
  contact.arrival = arrival;
  contact.self = place;
  contact.queue = arrival.queue;
  contact.chance = Chance(mix(mix(seed_, life_kind), arrival.number));
  return contact;
}

void Stage::finish(Contact& contact) {
  ConversationTruth conversation{.id = contact.arrival.id,
                                 .start = contact.arrival.start,
                                 .customer = contact.arrival.customer,
                                 .queue = contact.arrival.queue};
  conversation.division = centre_.queues[contact.arrival.queue].division;
  conversation.media = medium_of(contact.arrival.approach);
  conversation.direction = contact.direction;
  conversation.oddities = contact.oddities;
  contact.draft.lay_out(conversation);
  conversation.end = last_parting(conversation);
  if (shape_.lost_ends && loses_end(seed_, contact.arrival)) lose_end(conversation);
  add_oddities(conversation, contact.chance);
  plan_visibility(conversation, contact.chance, shape_.visibility);
  sink_(contact.arrival, std::move(conversation));
  vacant_.push_back(contact.self);
}

}  // namespace nowthen::sim

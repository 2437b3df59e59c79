#include "floor/floor.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace nowthen::floor {
namespace {

using Legs = std::vector<const Leg*>;

/// The smaller wins. By `State`: waiting, alerting, interacting, holding, wrapping.
int order_for_conversation(State state) {
  constexpr std::array<int, 5> order{3, 2, 0, 1, 4};
  return order.at(static_cast<std::size_t>(state));
}
int order_for_agent(State state) {
  constexpr std::array<int, 5> order{3, 2, 1, 0, 4};
  return order.at(static_cast<std::size_t>(state));
}

bool is_with_somebody(const Leg& leg) {
  return leg.state == State::alerting || leg.state == State::interacting || leg.state == State::holding;
}

/// The legs at the instant, of conversations that had touched a queue by then.
Legs legs_at(std::span<const Leg> legs, Instant at) {
  std::unordered_set<std::string_view> touched;
  for (const Leg& leg : legs)
    if (leg.begin <= at && !leg.queue_id.empty()) touched.insert(leg.conversation_id.str());
  Legs present;
  for (const Leg& leg : legs)
    if (leg.covers(at) && touched.contains(leg.conversation_id.str())) present.push_back(&leg);
  return present;
}

auto place_of(const Leg& leg) { return std::tie(leg.conversation_id, leg.queue_id, leg.user_id); }

/// One leg for each person and queue of a conversation: what they do most.
Legs one_each(Legs legs) {
  std::sort(legs.begin(), legs.end(), [](const Leg* a, const Leg* b) {
    return std::forward_as_tuple(place_of(*a), order_for_agent(a->state), a->begin, a->media_type,
                                 a->direction) < std::forward_as_tuple(place_of(*b),
                                                                       order_for_agent(b->state), b->begin,
                                                                       b->media_type, b->direction);
  });
  const auto same = [](const Leg* a, const Leg* b) { return place_of(*a) == place_of(*b); };
  legs.erase(std::unique(legs.begin(), legs.end(), same), legs.end());
  return legs;
}

/// Whoever waits is not waiting any more where somebody in the same queue takes them.
Legs without_taken(const Legs& legs) {
  std::unordered_set<std::string> taken;
  const auto key = [](const Leg& leg) { return leg.conversation_id.str() + '\n' + leg.queue_id.str(); };
  for (const Leg* leg : legs)
    if (is_with_somebody(*leg)) taken.insert(key(*leg));
  Legs left;
  for (const Leg* leg : legs)
    if (leg->state != State::waiting || !taken.contains(key(*leg))) left.push_back(leg);
  return left;
}

FloorConversation conversation_of(const Leg& leg) {
  return {.conversation_id = leg.conversation_id,
          .state = leg.state,
          .since = leg.begin,
          .queue_id = leg.queue_id,
          .user_id = leg.user_id,
          .media_type = leg.media_type,
          .direction = leg.direction};
}

std::vector<FloorConversation> conversations_in(Legs legs) {
  std::sort(legs.begin(), legs.end(), [](const Leg* a, const Leg* b) {
    return std::forward_as_tuple(a->conversation_id, order_for_conversation(a->state), a->begin,
                                 place_of(*a)) < std::forward_as_tuple(b->conversation_id,
                                                                       order_for_conversation(b->state),
                                                                       b->begin, place_of(*b));
  });
  std::vector<FloorConversation> conversations;
  for (const Leg* leg : legs)
    if (conversations.empty() || conversations.back().conversation_id != leg->conversation_id)
      conversations.push_back(conversation_of(*leg));
  std::sort(conversations.begin(), conversations.end(), [](const auto& a, const auto& b) {
    return std::tie(a.since, a.conversation_id) < std::tie(b.since, b.conversation_id);
  });
  return conversations;
}

int& count_of(FloorQueue& queue, State state) {
  switch (state) {
    case State::waiting: return queue.waiting;
    case State::alerting: return queue.alerting;
    case State::interacting: return queue.interacting;
    case State::holding: return queue.holding;
    default: return queue.wrapping;
  }
}

std::vector<FloorQueue> queues_in(const Legs& legs) {
  std::map<std::string_view, FloorQueue> queues;
  for (const Leg* leg : legs) {
    if (leg->queue_id.empty()) continue;
    FloorQueue& queue = queues[leg->queue_id.str()];
    queue.queue_id = leg->queue_id;
    ++count_of(queue, leg->state);
    if (leg->state == State::waiting)
      queue.waiting_since = std::min(queue.waiting_since.value_or(leg->begin), leg->begin);
  }
  std::vector<FloorQueue> list;
  list.reserve(queues.size());
  for (auto& [id, queue] : queues) list.push_back(std::move(queue));
  return list;
}

std::vector<FloorAgent> agents_in(Legs legs) {
  std::erase_if(legs, [](const Leg* leg) { return leg->user_id.empty(); });
  std::sort(legs.begin(), legs.end(), [](const Leg* a, const Leg* b) {
    return std::forward_as_tuple(a->user_id, order_for_agent(a->state), a->begin) <
           std::forward_as_tuple(b->user_id, order_for_agent(b->state), b->begin);
  });
  std::vector<FloorAgent> agents;
  std::unordered_set<std::string_view> conversations;
  for (const Leg* leg : legs) {
    if (agents.empty() || agents.back().user_id != leg->user_id) {
      agents.push_back({.user_id = leg->user_id, .state = leg->state, .since = leg->begin});
      conversations.clear();
    }
    conversations.insert(leg->conversation_id.str());
    agents.back().conversations = static_cast<int>(conversations.size());
  }
  return agents;
}

}  // namespace

Floor floor_at(std::span<const Leg> legs, Instant at) {
  const Legs present = without_taken(one_each(legs_at(legs, at)));
  return {.at = at,
          .conversations = conversations_in(present),
          .queues = queues_in(present),
          .agents = agents_in(present)};
}

}  // namespace nowthen::floor

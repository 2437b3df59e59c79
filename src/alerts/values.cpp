#include "alerts/values.hpp"

#include <algorithm>

#include "alerts/quantity.hpp"

namespace nowthen::alerts {
namespace {

using floor::FloorConversation;
using floor::FloorQueue;
using floor::State;

bool is_among(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

/// A queue as conversations of some media make it.
FloorQueue queue_of_media(const Rule& rule, const std::string& id, const floor::Floor& floor) {
  FloorQueue queue{.queue_id = QueueId(id), .waiting_since = {}};
  for (const FloorConversation& each : floor.conversations) {
    if (each.queue_id.str() != id || !is_among(rule.media, each.media_type)) continue;
    switch (each.state) {
      case State::waiting:
        ++queue.waiting;
        queue.waiting_since = std::min(queue.waiting_since.value_or(each.since), each.since);
        break;
      case State::alerting: ++queue.alerting; break;
      case State::interacting: ++queue.interacting; break;
      case State::holding: ++queue.holding; break;
      case State::wrapping: ++queue.wrapping; break;
    }
  }
  return queue;
}

State state_of(Field field) {
  switch (field) {
    case Field::conversation_alerting: return State::alerting;
    case Field::conversation_interacting: return State::interacting;
    case Field::conversation_held: return State::holding;
    case Field::conversation_wrapping: return State::wrapping;
    default: return State::waiting;
  }
}

}  // namespace

Values::Values(const Facts& facts) : facts_(facts) {
  if (facts.floor == nullptr) return;
  for (const FloorConversation& each : facts.floor->conversations)
    conversations_.emplace(each.conversation_id.str(), &each);
}

FloorQueue Values::queue_named(const Rule& rule, const std::string& id) const {
  if (!rule.media.empty()) return queue_of_media(rule, id, *facts_.floor);
  const auto& queues = facts_.floor->queues;
  const auto found = std::find_if(queues.begin(), queues.end(),
                                  [&id](const FloorQueue& each) { return each.queue_id.str() == id; });
  return found == queues.end() ? FloorQueue{.queue_id = QueueId(id), .waiting_since = {}} : *found;
}

double Values::milliseconds_since(Instant since) const {
  return static_cast<double>(std::max(facts_.at - since, std::chrono::milliseconds(0)).count());
}

std::optional<double> Values::queue_value(const Comparison& comparison, const FloorQueue& queue) const {
  switch (comparison.field) {
    case Field::queue_waiting: return queue.waiting;
    case Field::queue_alerting: return queue.alerting;
    case Field::queue_interacting: return queue.interacting;
    case Field::queue_holding: return queue.holding;
    case Field::queue_wrapping: return queue.wrapping;
    case Field::queue_longest_wait: return queue.waiting_since ? milliseconds_since(*queue.waiting_since) : 0;
    default: break;
  }
  if (facts_.abandons == nullptr || !facts_.abandons->covers(comparison.over)) return std::nullopt;
  return facts_.abandons->outcomes(queue.queue_id.str(), comparison.over).abandon_rate();
}

double Values::conversation_value(Field field, const std::string& id) const {
  const auto found = conversations_.find(id);
  if (found == conversations_.end() || found->second->state != state_of(field)) return 0;
  return milliseconds_since(found->second->since);
}

std::set<std::string> Values::queues_of(const Rule& rule) const {
  std::set<std::string> ids(rule.queues.begin(), rule.queues.end());
  if (!ids.empty()) return ids;
  for (const FloorQueue& queue : facts_.floor->queues) ids.insert(queue.queue_id.str());
  if (facts_.abandons != nullptr) ids.merge(facts_.abandons->queues());
  return ids;
}

std::set<std::string> Values::subjects_of(const Rule& rule) const {
  std::set<std::string> ids;
  switch (rule.scope) {
    case Scope::feed: return {""};
    case Scope::incident:
      for (const OpenIncident& each : facts_.incidents) ids.insert(each.id);
      return ids;
    case Scope::queue: return facts_.floor == nullptr ? ids : queues_of(rule);
    case Scope::conversation: break;
  }
  if (facts_.floor == nullptr) return ids;
  for (const FloorConversation& each : facts_.floor->conversations)
    if (is_among(rule.media, each.media_type) && is_among(rule.queues, each.queue_id.str()))
      ids.insert(each.conversation_id.str());
  return ids;
}

std::optional<double> Values::of(const Comparison& comparison, const Rule& rule,
                                 const std::string& subject) const {
  switch (info(comparison.field).scope) {
    case Scope::feed: return static_cast<double>(facts_.feed_age.count());
    case Scope::incident:
      return std::any_of(facts_.incidents.begin(), facts_.incidents.end(),
                         [&](const OpenIncident& each) { return each.id == subject; })
                 ? 1
                 : 0;
    case Scope::queue: return queue_value(comparison, queue_named(rule, subject));
    case Scope::conversation: break;
  }
  return conversation_value(comparison.field, subject);
}

std::vector<std::pair<std::string, std::string>> Values::texts(const Rule& rule,
                                                               const std::string& subject) const {
  std::vector<std::pair<std::string, std::string>> values;
  for (const Comparison& each : rule.condition.comparisons()) {
    const FieldInfo& field = info(each.field);
    const auto known = of(each, rule, subject);
    std::pair<std::string, std::string> value(field.name,
                                              known ? quantity_text(field.kind, *known) : "not known");
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
  }
  return values;
}

std::vector<Held> held_now(const Rule& rule, const Facts& facts) {
  const Values values(facts);
  std::vector<Held> held;
  for (const std::string& subject : values.subjects_of(rule))
    if (rule.condition.holds([&](const Comparison& each) { return values.of(each, rule, subject); }))
      held.push_back({subject, values.texts(rule, subject)});
  return held;
}

}  // namespace nowthen::alerts

#include "alerts/abandons.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "alerts/quantity.hpp"

namespace nowthen::alerts {
namespace {

using floor::Leg;
using floor::State;
using Legs = std::vector<const Leg*>;

// Between the end of a wait and the begin of what follows: events of one step may lie so far apart.
constexpr std::chrono::seconds between_steps{5};

/// Whether the conversation went on after that wait: with somebody, or in another queue.
bool went_on(const Leg& wait, const Legs& of_conversation) {
  return std::any_of(of_conversation.begin(), of_conversation.end(), [&wait](const Leg* leg) {
    if (leg == &wait || leg->state == State::alerting || leg->state == State::wrapping) return false;
    const bool is_later = leg->begin + between_steps >= *wait.end || (!leg->end || *leg->end > *wait.end);
    return is_later && leg->begin >= wait.begin;
  });
}

}  // namespace

void Abandons::recall(std::span<const Leg> legs, const Interval& time) {
  look(legs, time.end);
  since_ = std::min(*since_, time.begin);
}

void Abandons::leave_unknown_before(Instant at) { since_ = std::max(since_.value_or(at), at); }

bool Abandons::covers(std::chrono::milliseconds span) const { return since_ && *since_ <= at_ - span; }

void Abandons::look(std::span<const Leg> legs, Instant at) {
  at_ = std::max(at_, at);
  if (!since_) since_ = at;
  std::unordered_map<std::string_view, Legs> conversations;
  for (const Leg& leg : legs) conversations[leg.conversation_id.str()].push_back(&leg);
  for (const Leg& leg : legs) {
    const bool is_settled = leg.end && *leg.end + between_steps <= at_ && *leg.end > at_ - longest_span;
    if (leg.state != State::waiting || leg.queue_id.empty() || !is_settled) continue;
    by_queue_[leg.queue_id.str()].insert_or_assign(
        Wait{leg.conversation_id.str(), leg.begin},
        Outcome{*leg.end, !went_on(leg, conversations[leg.conversation_id.str()])});
  }
  forget(at_ - longest_span);
}

WaitOutcomes Abandons::outcomes(const std::string& queue, std::chrono::milliseconds span) const {
  WaitOutcomes counted;
  const auto found = by_queue_.find(queue);
  if (found == by_queue_.end()) return counted;
  for (const auto& [wait, outcome] : found->second) {
    if (outcome.ended_at <= at_ - span) continue;
    ++counted.ended;
    counted.abandoned += outcome.is_abandoned ? 1 : 0;
  }
  return counted;
}

std::set<std::string> Abandons::queues() const {
  std::set<std::string> names;
  for (const auto& [queue, waits] : by_queue_) names.insert(queue);
  return names;
}

void Abandons::forget(Instant before) {
  for (auto& [queue, waits] : by_queue_)
    std::erase_if(waits, [before](const auto& each) { return each.second.ended_at <= before; });
  std::erase_if(by_queue_, [](const auto& each) { return each.second.empty(); });
}

}  // namespace nowthen::alerts

#include "simulator/faults/engine.hpp"

#include <algorithm>

namespace nowthen::sim {

FaultEngine::FaultEngine(Script script) {
  rules_.reserve(script.rules.size());
  for (Rule& rule : script.rules) {
    // Every rule has chance of its own, so that adding one does not change what the others do.
    SeededRandom random(script.seed + 0x9E37U * (rules_.size() + 1));
    rules_.push_back({.rule = std::move(rule), .random = random});
  }
}

bool FaultEngine::fires(State& state) {
  const Trigger& trigger = state.rule.trigger;
  ++state.matched;
  if (!trigger.at.empty()) {
    const std::int64_t length = trigger.for_requests.value_or(1);
    return std::any_of(trigger.at.begin(), trigger.at.end(), [&](std::int64_t first) {
      return state.matched >= first && state.matched - first < length;
    });
  }
  if (trigger.for_requests && state.fired >= *trigger.for_requests) return false;
  if (trigger.every && state.matched % *trigger.every != 0) return false;
  if (trigger.probability && state.random.uniform() >= *trigger.probability) return false;
  return true;
}

template <class Facts, class Act>
void FaultEngine::for_each_that_fires(const Facts& facts, Act act) {
  for (State& state : rules_) {
    if (!state.rule.match.accepts(facts) || !fires(state)) continue;
    ++state.fired;
    act(state.rule);
  }
}

Effects FaultEngine::decide(const RequestFacts& facts) {
  Effects effects;
  for_each_that_fires(facts, [&effects](const Rule& rule) {
    effects.names.push_back(rule.name);
    rule.action->apply(rule.parameters, effects);
  });
  return effects;
}

FrameEffects FaultEngine::decide(const FrameFacts& facts) {
  FrameEffects effects;
  for_each_that_fires(
      facts, [&effects](const Rule& rule) { rule.action->apply_to_frame(rule.parameters, effects); });
  return effects;
}

bool FaultEngine::knows_frames() const noexcept {
  return std::any_of(rules_.begin(), rules_.end(),
                     [](const State& state) { return state.rule.match.is_about_frames; });
}

}  // namespace nowthen::sim

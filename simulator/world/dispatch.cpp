#include "simulator/world/dispatch.hpp"

namespace nowthen::sim {
namespace {

bool is_voice(MediaType media) { return media == MediaType::voice || media == MediaType::callback; }

}  // namespace

Dispatch::Dispatch(const Centre& centre)
    : centre_(centre), agents_(centre.agents.size()), queues_(centre.queues.size()) {
  for (std::size_t queue = 0; queue < queues_.size(); ++queue) {
    queues_[queue].voice = is_voice(centre.queues[queue].media);
  }
}

std::optional<std::uint32_t> Dispatch::free_agent(std::uint16_t queue) const {
  const auto& free = queues_[queue].free;
  if (free.empty()) return std::nullopt;
  return free.begin()->second;
}

std::optional<Dispatch::Match> Dispatch::next_for(std::uint32_t agent) const {
  std::optional<Match> best;
  for (const std::uint16_t queue : centre_.agents[agent].queues) {
    const auto& waiting = queues_[queue].waiting;
    if (waiting.empty() || !may_take(agent, queue)) continue;
    if (!best || *waiting.begin() < best->waiting) best = Match{queue, *waiting.begin()};
  }
  return best;
}

void Dispatch::occupy(std::uint32_t agent, MediaType media) {
  withdraw(agent);
  State& state = agents_[agent];
  if (is_voice(media)) {
    state.voice = true;
  } else {
    ++state.digital;
  }
  offer(agent);
}

void Dispatch::release(std::uint32_t agent, MediaType media, Instant now) {
  withdraw(agent);
  State& state = agents_[agent];
  if (is_voice(media)) {
    state.voice = false;
  } else {
    --state.digital;
  }
  state.free_since = now;
  offer(agent);
}

void Dispatch::set_on_shift(std::uint32_t agent, bool on_shift, Instant now) {
  withdraw(agent);
  agents_[agent].on_shift += on_shift ? 1 : -1;
  agents_[agent].free_since = now;
  offer(agent);
}

void Dispatch::set_away(std::uint32_t agent, bool away, Instant now) {
  withdraw(agent);
  agents_[agent].away = away;
  agents_[agent].free_since = now;
  offer(agent);
}

bool Dispatch::may_take(std::uint32_t agent, std::uint16_t queue) const {
  const State& state = agents_[agent];
  if (state.on_shift == 0 || state.away || state.voice) return false;
  return queues_[queue].voice ? state.digital == 0 : state.digital < centre_.agents[agent].chat_slots;
}

void Dispatch::withdraw(std::uint32_t agent) {
  State& state = agents_[agent];
  const auto& skills = centre_.agents[agent].queues;
  for (unsigned i = 0; state.offered != 0 && i < skills.size(); ++i) {
    if ((state.offered >> i & 1U) != 0) queues_[skills[i]].free.erase({state.free_since, agent});
  }
  state.offered = 0;
}

void Dispatch::offer(std::uint32_t agent) {
  State& state = agents_[agent];
  const auto& skills = centre_.agents[agent].queues;
  for (unsigned i = 0; i < skills.size(); ++i) {
    if (!may_take(agent, skills[i])) continue;
    queues_[skills[i]].free.insert({state.free_since, agent});
    state.offered = static_cast<std::uint16_t>(state.offered | (1U << i));
  }
}

}  // namespace nowthen::sim

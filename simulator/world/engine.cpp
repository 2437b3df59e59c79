#include "simulator/world/engine.hpp"

#include <algorithm>

#include "simulator/world/calendar.hpp"
#include "simulator/world/flows.hpp"
#include "simulator/world/shifts.hpp"

namespace nowthen::sim {
namespace {

void begin(const Turn& turn) {
  switch (turn.contact.arrival.approach) {
    case Approach::voice_in: return begin_voice(turn);
    case Approach::voice_out: return begin_outbound(turn);
    case Approach::callback: return begin_callback(turn);
    default: return begin_digital(turn);
  }
}

bool is_stale(const Turn& turn, const Event& event) {
  return !turn.contact.is_waiting || turn.contact.waiting.order != event.ticket;
}

bool is_about_a_wait(EventKind kind) {
  return kind == EventKind::give_up || kind == EventKind::offer_callback;
}

}  // namespace

Engine::Engine(const Centre& centre, const EngineOptions& options)
    : centre_(centre), options_(options), stage_(centre, options.seed, options.shape), now_(options.begin) {
  stage_.set_sink([this](const Arrival& arrival, ConversationTruth&& conversation) {
    Slot& slot = slots_[arrival.position - first_slot_];
    slot.conversation = std::move(conversation);
    slot.finished = true;
  });
  stage_.plan({.at = options.begin, .kind = EventKind::day});
  // Where it is never quiet, people are there from the first minute on.
  if (!options.shape.quiet_hours)
    plan_shifts(std::chrono::floor<std::chrono::days>(options.begin) - std::chrono::days(1));
}

void Engine::step() {
  const Event event = stage_.take_next();
  now_ = event.at;
  happen(event);
  while (first_unfinished_ - first_slot_ < slots_.size() &&
         slots_[first_unfinished_ - first_slot_].finished) {
    ++first_unfinished_;
  }
}

void Engine::happen(const Event& event) {
  switch (event.kind) {
    case EventKind::day: return begin_day(event.at);
    case EventKind::arrive: return arrive();
    case EventKind::release:
    case EventKind::back: return free_agent(event);
    case EventKind::shift_begin:
    case EventKind::shift_end: return change_shift(event);
    default: break;
  }
  const Turn turn{stage_, stage_.contact(event.subject), event.at};
  if (is_about_a_wait(event.kind) && is_stale(turn, event)) return;
  switch (event.kind) {
    case EventKind::join: return join_queue(turn, event.queue);
    case EventKind::give_up: return give_up(turn);
    case EventKind::offer_callback: return offer_callback(turn);
    default: return consult(turn);
  }
}

void Engine::begin_day(Instant midnight) {
  const auto day = std::chrono::floor<std::chrono::days>(midnight);
  arrivals_.clear();
  if (has_arrivals(day))
    arrivals_ = arrivals_of(day, arrival_count_,
                            {.seed = options_.seed, .per_day = options_.per_day, .shape = options_.shape});
  arrival_count_ += arrivals_.size();
  next_arrival_ = 0;
  plan_shifts(day);
  plan_arrival();
  stage_.plan({.at = midnight + std::chrono::days(1), .kind = EventKind::day});
}

bool Engine::has_arrivals(std::chrono::sys_days day) const {
  const int most = options_.shape.arriving_days;
  return most == 0 || day - std::chrono::floor<std::chrono::days>(options_.begin) < std::chrono::days(most);
}

void Engine::plan_shifts(std::chrono::sys_days day) {
  const std::chrono::local_days local(day.time_since_epoch());
  const auto weekday = std::chrono::weekday(local).iso_encoding() - 1;
  for (std::uint32_t number = 0; number < centre_.agents.size(); ++number) {
    const AgentTruth& agent = centre_.agents[number];
    if ((agent.weekdays >> weekday & 1U) == 0) continue;
    const Shift shift = shift_of(agent, number);
    const auto plan = [&](int minute, EventKind kind) {
      const Instant at = std::max(instant_at(local, minute), options_.begin);
      stage_.plan({.at = at, .kind = kind, .subject = number});
    };
    plan(shift.begin, EventKind::shift_begin);
    plan(shift.pause, EventKind::shift_end);
    plan(shift.resume, EventKind::shift_begin);
    plan(shift.end, EventKind::shift_end);
  }
}

void Engine::plan_arrival() {
  if (next_arrival_ == arrivals_.size()) return;
  stage_.plan({.at = arrivals_[next_arrival_].start, .kind = EventKind::arrive});
}

void Engine::arrive() {
  const Arrival& arrival = arrivals_[next_arrival_++];
  slots_.push_back({.start = arrival.start, .conversation = {}});
  begin({stage_, stage_.open(arrival), now_});
  plan_arrival();
}

void Engine::free_agent(const Event& event) {
  if (event.kind == EventKind::release) {
    stage_.dispatch().release(event.subject, event.media, now_);
  } else {
    stage_.dispatch().set_away(event.subject, false, now_);
  }
  serve(stage_, event.subject, now_);
}

void Engine::change_shift(const Event& event) {
  stage_.dispatch().set_on_shift(event.subject, event.kind == EventKind::shift_begin, now_);
  serve(stage_, event.subject, now_);
}

Instant Engine::complete_before() const {
  const std::size_t unfinished = first_unfinished_ - first_slot_;
  return unfinished < slots_.size() ? std::min(slots_[unfinished].start, now_) : now_;
}

bool Engine::has_one_before(Instant instant) const {
  return first_slot_ < first_unfinished_ && slots_.front().start < instant;
}

ConversationTruth Engine::take() {
  ConversationTruth taken = std::move(slots_.front().conversation);
  slots_.pop_front();
  ++first_slot_;
  return taken;
}

}  // namespace nowthen::sim

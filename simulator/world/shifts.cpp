#include "simulator/world/shifts.hpp"

#include "simulator/world/calendar.hpp"

namespace nowthen::sim {
namespace {

constexpr int break_minutes = 30;

bool works(const AgentTruth& agent, int weekday) {
  return (static_cast<unsigned>(agent.weekdays) >> static_cast<unsigned>(weekday) & 1U) != 0;
}

}  // namespace

Shift shift_of(const AgentTruth& agent, std::size_t number) {
  const int half =
      (agent.shift_end_minute - agent.shift_begin_minute) / 2 + static_cast<int>(number % 5) * 12 - 24;
  const int pause = agent.shift_begin_minute + half;
  return {.begin = agent.shift_begin_minute,
          .pause = pause,
          .resume = pause + break_minutes,
          .end = agent.shift_end_minute};
}

bool is_on_shift(const AgentTruth& agent, std::size_t number, Instant instant) {
  const Shift shift = shift_of(agent, number);
  const LocalTime local = local_time(instant);
  for (const int days_ago : {0, 1}) {
    const int minute = local.minute + days_ago * 1440;
    const int weekday = (local.weekday + 7 - days_ago) % 7;
    const bool in_shift =
        (shift.begin <= minute && minute < shift.pause) || (shift.resume <= minute && minute < shift.end);
    if (in_shift && works(agent, weekday)) return true;
  }
  return false;
}

}  // namespace nowthen::sim

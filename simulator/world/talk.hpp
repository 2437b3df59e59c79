#pragma once
#include "simulator/world/stage.hpp"

namespace nowthen::sim {

/// Writes down what an agent does in a session: stretches of talk and hold, and their metrics.

/// How a part of a talk runs: `talk` in all, interrupted by `holds`.
struct TalkPlan {
  Chance::Milliseconds talk;
  int holds = 0;
};

/// Adds the stretches from `turn.now` on and gives their end.
Instant add_talk(const Turn& turn, Handling& handling, const TalkPlan& plan);

struct Stretch {
  Instant end;
  bool conference = false;
};
/// One stretch from `turn.now` to `stretch.end`.
void add_talk_stretch(const Turn& turn, Handling& handling, const Stretch& stretch);
void add_hold_stretch(const Turn& turn, Handling& handling, Instant end);

/// Ends the talk at `turn.now`: `tTalkComplete`, `tHeldComplete`, `disconnect` on the last segment. Then
/// wrap-up, `tAcw`, `tHandle`; the agent is released when it is over.
void end_handling(const Turn& turn, Handling& handling, DisconnectType disconnect);

/// How many holds a voice talk has.
int draw_holds(Chance& chance);

/// Adds a metric to `session` at `turn.now`.
void measure(const Turn& turn, std::uint16_t session, MetricName name, Chance::Milliseconds value);
void count(const Turn& turn, std::uint16_t session, MetricName name);

}  // namespace nowthen::sim

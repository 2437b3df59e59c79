#include "simulator/world/talk.hpp"

#include <algorithm>
#include <array>

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint16_t timeout_code = 8;
constexpr seconds wrapup_timeout{120};

struct WrapUp {
  milliseconds length{0};
  bool timed_out = false;
};

WrapUp draw_wrapup(const Turn& turn, const Handling& handling) {
  Chance& chance = turn.contact.chance;
  if (chance.per_mille(60)) return {};
  const seconds mean(queue_plans.at(handling.queue).wrapup_seconds);
  const milliseconds wanted = chance.around(mean) + milliseconds(600);
  if (wanted < wrapup_timeout && !chance.per_mille(20)) return {wanted, false};
  return {wrapup_timeout, true};
}

// The metrics of a wrap-up: its true length, but for the odd record whose segment and metric disagree.
milliseconds counted_wrapup(const Turn& turn, const WrapUp& wrapup) {
  if (wrapup.length < seconds(10) || !turn.contact.chance.per_mille(6)) return wrapup.length;
  turn.contact.mark(Oddity::wrapup_differs);
  return wrapup.length - seconds(4);
}

Instant begin_of_wrapup(const Turn& turn, const Handling& handling) {
  if (handling.totals.talk < seconds(5) || !turn.contact.chance.per_mille(6)) return turn.now;
  turn.contact.mark(Oddity::overlapping_wrapup);
  return turn.now - turn.contact.chance.between(milliseconds(20), milliseconds(400));
}

void add_wrapup_segment(const Turn& turn, const Handling& handling, const WrapUp& wrapup) {
  SegmentTruth segment{.start = begin_of_wrapup(turn, handling),
                       .end = turn.now + wrapup.length,
                       .queue = handling.queue,
                       .wrapup_code = timeout_code,
                       .type = SegmentType::wrapup};
  if (wrapup.timed_out) {
    turn.contact.mark(Oddity::timeout_code);
    segment.disconnect = DisconnectType::system;
  } else {
    segment.wrapup_code = static_cast<std::uint16_t>(turn.contact.chance.below(timeout_code));
    segment.wrapup_note = turn.contact.chance.per_mille(200);
    segment.disconnect = DisconnectType::client;
  }
  turn.contact.draft.add_segment(handling.session, segment);
}

void add_completes(const Turn& turn, const Handling& handling) {
  const TalkTotals& totals = handling.totals;
  if (totals.talk_stretches > 0) {
    measure(turn.at(totals.last_talk), handling.session, MetricName::t_talk_complete, totals.talk);
  }
  if (totals.hold_stretches > 0) {
    measure(turn.at(totals.last_hold), handling.session, MetricName::t_held_complete, totals.held);
  }
}

// Now and then a stretch is as long as the one before it, to the millisecond.
milliseconds next_stretch(const Turn& turn, milliseconds drawn, milliseconds previous) {
  if (previous <= milliseconds(0) || !turn.contact.chance.per_mille(15)) return drawn;
  turn.contact.mark(Oddity::repeated_value);
  return previous;
}

}  // namespace

void measure(const Turn& turn, std::uint16_t session, MetricName name, milliseconds value) {
  turn.contact.draft.add_metric(
      session, {.emitted = turn.now, .value = static_cast<std::int32_t>(value.count()), .name = name});
}

void count(const Turn& turn, std::uint16_t session, MetricName name) {
  measure(turn, session, name, milliseconds(1));
}

int draw_holds(Chance& chance) {
  constexpr std::array<int, 4> weights{76, 16, 6, 2};
  return static_cast<int>(chance.pick(weights));
}

void add_talk_stretch(const Turn& turn, Handling& handling, const Stretch& stretch) {
  turn.contact.draft.add_segment(handling.session, {.start = turn.now,
                                                    .end = stretch.end,
                                                    .queue = handling.queue,
                                                    .type = SegmentType::interact,
                                                    .conference = stretch.conference});
  const milliseconds length = stretch.end - turn.now;
  measure(turn.at(stretch.end), handling.session, MetricName::t_talk, length);
  handling.totals.talk += length;
  handling.totals.last_talk = stretch.end;
  ++handling.totals.talk_stretches;
}

void add_hold_stretch(const Turn& turn, Handling& handling, Instant end) {
  turn.contact.draft.add_segment(
      handling.session, {.start = turn.now, .end = end, .queue = handling.queue, .type = SegmentType::hold});
  const milliseconds length = end - turn.now;
  measure(turn.at(end), handling.session, MetricName::t_held, length);
  handling.totals.held += length;
  handling.totals.last_hold = end;
  ++handling.totals.hold_stretches;
}

Instant add_talk(const Turn& turn, Handling& handling, const TalkPlan& plan) {
  const milliseconds share = plan.talk / (plan.holds + 1);
  Instant now = turn.now;
  milliseconds previous{0};
  for (int hold = 0; hold <= plan.holds; ++hold) {
    const milliseconds drawn = std::max(share / 2 + turn.contact.chance.around(share / 2), milliseconds(700));
    const milliseconds length = next_stretch(turn, drawn, previous);
    add_talk_stretch(turn.at(now), handling, {.end = now + length});
    now += length;
    previous = length;
    if (hold == plan.holds) break;
    const Instant back = now + seconds(2) + turn.contact.chance.around(seconds(40));
    add_hold_stretch(turn.at(now), handling, back);
    now = back;
  }
  return now;
}

void end_handling(const Turn& turn, Handling& handling, DisconnectType disconnect) {
  Contact& contact = turn.contact;
  contact.draft.last_segment(handling.session).disconnect = disconnect;
  add_completes(turn, handling);
  const WrapUp wrapup = draw_wrapup(turn, handling);
  const Instant free = turn.now + wrapup.length;
  milliseconds handled = handling.totals.talk + handling.totals.held;
  if (wrapup.length > milliseconds(0)) {
    const milliseconds counted = counted_wrapup(turn, wrapup);
    add_wrapup_segment(turn, handling, wrapup);
    measure(turn.at(free), handling.session, MetricName::t_acw, counted);
    handled += counted;
  } else {
    contact.draft.session(handling.session).acw_skipped = true;
  }
  measure(turn.at(free), handling.session, MetricName::t_handle, handled);
  turn.stage.plan({.at = free + milliseconds(250),
                   .kind = EventKind::release,
                   .media = contact.media,
                   .subject = handling.agent});
}

}  // namespace nowthen::sim

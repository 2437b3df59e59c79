#include <algorithm>

#include "simulator/world/flows.hpp"
#include "simulator/world/opening_hours.hpp"
#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds short_abandon{10};
constexpr int most_refusals = 3;

/// How a medium waits and rings.
struct Manners {
  int priority = 0;       ///< Lower is more urgent.
  milliseconds patience;  ///< Mean, or exact where `exact`.
  bool exact = false;     ///< The system ends the wait, not the customer.
  seconds answer;         ///< Mean.
  seconds ring;           ///< Then the agent counts as not responding.
};

// A request made on the web may stay for the whole day, that of a caller is soon stale.
milliseconds callback_patience(const Contact& contact) {
  return contact.arrival.approach == Approach::callback ? milliseconds(hours(26)) : minutes(90);
}

Manners manners_of(const Contact& contact) {
  if (contact.dialer_session != no_index) return {-1, seconds(25), false, seconds(2), seconds(12)};
  switch (contact.media) {
    case MediaType::chat: return {1, seconds(260), false, seconds(9), seconds(30)};
    case MediaType::message: return {2, hours(40), true, seconds(20), seconds(90)};
    case MediaType::email: return {3, hours(72), true, seconds(25), seconds(120)};
    case MediaType::callback: return {1, callback_patience(contact), true, seconds(5), seconds(25)};
    default: return {0, seconds(280), false, seconds(4), seconds(16)};
  }
}

void open_acd_leg(const Turn& turn) {
  Contact& contact = turn.contact;
  const std::uint16_t participant =
      contact.draft.add_participant({.purpose = Purpose::acd, .queue = contact.queue});
  contact.acd_session = contact.draft.add_session({.participant = participant,
                                                   .peer = contact.customer_session,
                                                   .media = contact.media,
                                                   .direction = contact.direction});
  Instant start = turn.now + milliseconds(2);
  if (contact.media == MediaType::voice) {
    start = turn.now + contact.chance.between(milliseconds(10), milliseconds(60));
    contact.draft.add_segment(
        contact.acd_session,
        {.start = turn.now, .end = start, .queue = contact.queue, .type = SegmentType::delay});
  }
  contact.draft.add_segment(
      contact.acd_session,
      {.start = start, .end = never, .queue = contact.queue, .type = SegmentType::interact});
  count(turn.at(start), contact.acd_session, MetricName::n_offered);
  contact.waiting_since = start;
}

Handling open_agent_leg(const Turn& turn, std::uint32_t agent) {
  Contact& contact = turn.contact;
  const std::uint16_t participant =
      contact.draft.add_participant({.purpose = Purpose::agent, .queue = contact.queue, .agent = agent});
  const std::uint16_t session = contact.draft.add_session({.participant = participant,
                                                           .peer = contact.customer_session,
                                                           .media = contact.media,
                                                           .direction = contact.direction,
                                                           .routing = UsedRouting::standard,
                                                           .recorded = contact.media == MediaType::voice});
  contact.draft.session(contact.customer_session).peer = session;
  return {.agent = agent, .session = session, .queue = contact.queue};
}

/// One agent's phone, ringing.
struct Ringing {
  std::uint32_t agent = 0;
  Instant start;
  Instant end;
};

Handling add_alert(const Turn& turn, const Ringing& ringing, DisconnectType disconnect) {
  const Handling handling = open_agent_leg(turn, ringing.agent);
  turn.contact.draft.add_segment(handling.session, {.start = ringing.start,
                                                    .end = ringing.end,
                                                    .queue = turn.contact.queue,
                                                    .type = SegmentType::alert,
                                                    .disconnect = disconnect});
  measure(turn.at(ringing.end), handling.session, MetricName::t_alert, ringing.end - ringing.start);
  return handling;
}

void plan_release(const Turn& turn, std::uint32_t agent) {
  turn.stage.plan(
      {.at = turn.now, .kind = EventKind::release, .media = turn.contact.media, .subject = agent});
}

void answer(const Turn& turn, const Ringing& ringing) {
  Contact& contact = turn.contact;
  contact.handling = add_alert(turn, ringing, DisconnectType::none);
  const Instant connected = ringing.end + contact.chance.between(milliseconds(2), milliseconds(50));
  const milliseconds waited = end_wait(turn.at(connected), WaitEnd::answered);
  measure(turn.at(ringing.end), contact.handling.session, MetricName::t_answered, waited);
  const Turn talking = turn.at(ringing.end);
  if (contact.media == MediaType::voice) return talk_voice(talking);
  if (contact.media == MediaType::callback) return talk_callback(talking);
  talk_digital(talking);
}

// An agent who did not answer may still get a wrap-up: handled without a word.
void wrap_up_unanswered(const Turn& turn, const Handling& handling) {
  turn.contact.mark(Oddity::handled_without_talk);
  const Instant end = turn.now + turn.contact.chance.between(seconds(1), seconds(20));
  turn.contact.draft.add_segment(handling.session, {.start = turn.now,
                                                    .end = end,
                                                    .queue = turn.contact.queue,
                                                    .wrapup_code = 8,
                                                    .type = SegmentType::wrapup,
                                                    .disconnect = DisconnectType::system,
                                                    .failed = true});
  count(turn, handling.session, MetricName::n_error);
  measure(turn.at(end), handling.session, MetricName::t_acw, end - turn.now);
  measure(turn.at(end), handling.session, MetricName::t_handle, end - turn.now);
}

void do_not_answer(const Turn& turn, const Ringing& ringing) {
  Contact& contact = turn.contact;
  ++contact.refusals;
  const Handling handling = add_alert(turn, ringing, DisconnectType::no_answer_transfer);
  const Turn after = turn.at(ringing.end);
  measure(after, handling.session, MetricName::t_not_responding, ringing.end - ringing.start);
  if (contact.chance.per_mille(150)) wrap_up_unanswered(after, handling);
  end_wait(after, WaitEnd::moved_on);
  turn.stage.dispatch().set_away(ringing.agent, true, turn.now);
  plan_release(after, ringing.agent);
  turn.stage.plan({.at = ringing.end + minutes(3), .kind = EventKind::back, .subject = ringing.agent});
  turn.stage.plan({.at = ringing.end + milliseconds(30),
                   .kind = EventKind::join,
                   .queue = contact.queue,
                   .subject = contact.self});
}

DisconnectType leaving(const Contact& contact) {
  if (manners_of(contact).exact) return DisconnectType::timeout;
  return contact.media == MediaType::voice ? DisconnectType::endpoint : DisconnectType::client;
}

void hang_up_while_ringing(const Turn& turn, const Ringing& ringing) {
  add_alert(turn, ringing, DisconnectType::peer);
  plan_release(turn.at(ringing.end), ringing.agent);
  end_wait(turn.at(ringing.end), WaitEnd::abandoned);
  say_goodbye(turn.at(ringing.end), leaving(turn.contact));
}

void ring(const Turn& turn, std::uint32_t agent) {
  Contact& contact = turn.contact;
  Chance& chance = contact.chance;
  contact.is_waiting = false;
  turn.stage.dispatch().occupy(agent, contact.media);
  const Manners manners = manners_of(contact);
  const Instant start =
      std::max(turn.now, contact.waiting_since) + chance.between(milliseconds(80), milliseconds(250));
  const bool refuses =
      contact.refusals < most_refusals && chance.per_mille(is_spoken(contact.media) ? 28 : 14);
  milliseconds length = manners.ring;
  if (!refuses) length = std::min<milliseconds>(milliseconds(400) + chance.around(manners.answer), length);
  const Ringing ringing{.agent = agent, .start = start, .end = start + length};
  if (contact.gives_up_at < ringing.end) {
    const Instant end = std::max(contact.gives_up_at, start + milliseconds(20));
    return hang_up_while_ringing(turn, {.agent = agent, .start = start, .end = end});
  }
  return refuses ? do_not_answer(turn, ringing) : answer(turn, ringing);
}

void wait(const Turn& turn, int priority) {
  Contact& contact = turn.contact;
  const std::uint64_t ticket = turn.stage.next_ticket();
  contact.waiting = {.priority = priority, .order = ticket, .contact = contact.self};
  contact.is_waiting = true;
  if (const auto agent = turn.stage.dispatch().free_agent(contact.queue)) return ring(turn, *agent);
  turn.stage.dispatch().add_waiting(contact.queue, contact.waiting);
  turn.stage.plan({.at = std::min(contact.gives_up_at, contact.closes_at),
                   .kind = EventKind::give_up,
                   .subject = contact.self,
                   .ticket = ticket});
  const bool may_be_called = contact.media == MediaType::voice && contact.direction == Direction::inbound;
  if (!may_be_called || !contact.chance.per_mille(300)) return;
  turn.stage.plan({.at = contact.waiting_since + contact.chance.between(seconds(60), seconds(180)),
                   .kind = EventKind::offer_callback,
                   .subject = contact.self,
                   .ticket = ticket});
}

// Some callers hang up at once, however quickly they would be answered: wrong number, second thoughts.
milliseconds draw_patience(Contact& contact, const Manners& manners) {
  if (manners.exact) return manners.patience;
  const bool impatient = contact.media == MediaType::voice && contact.chance.per_mille(80);
  return contact.chance.around(impatient ? seconds(9) : manners.patience) + seconds(1);
}

DisconnectType leg_disconnect(WaitEnd outcome) {
  switch (outcome) {
    case WaitEnd::abandoned: return DisconnectType::peer;
    case WaitEnd::sent_away: return DisconnectType::client;
    default: return DisconnectType::transfer;
  }
}

}  // namespace

bool is_spoken(MediaType media) { return media == MediaType::voice || media == MediaType::callback; }

void join_queue(const Turn& turn, std::uint16_t queue) {
  Contact& contact = turn.contact;
  contact.queue = queue;
  const QueueTruth& line = turn.stage.centre().queues[queue];
  if (is_spoken(contact.media) && !is_open(line, turn.now)) return find_closed(turn);
  contact.closes_at = is_spoken(contact.media) ? closes_after(line, turn.now) : never;
  open_acd_leg(turn);
  const Manners manners = manners_of(contact);
  contact.gives_up_at = contact.waiting_since + draw_patience(contact, manners);
  wait(turn, contact.refusals > 0 ? -2 : manners.priority);
}

milliseconds end_wait(const Turn& turn, WaitEnd outcome) {
  Contact& contact = turn.contact;
  SegmentTruth& leg = contact.draft.last_segment(contact.acd_session);
  leg.end = turn.now;
  leg.disconnect = leg_disconnect(outcome);
  const milliseconds waited = turn.now - leg.start;
  measure(turn, contact.acd_session, MetricName::t_acd, waited);
  const bool flows_out = outcome == WaitEnd::moved_on || outcome == WaitEnd::sent_away;
  if (flows_out) measure(turn, contact.acd_session, MetricName::t_flow_out, waited);
  if (outcome == WaitEnd::abandoned) {
    measure(turn, contact.acd_session, MetricName::t_abandon, waited);
    if (waited < short_abandon) measure(turn, contact.acd_session, MetricName::t_short_abandon, waited);
    if (contact.dialer_session != no_index) {
      count(turn, contact.dialer_session, MetricName::n_outbound_abandoned);
    }
  }
  const seconds target(turn.stage.centre().queues[contact.queue].service_seconds);
  if (!flows_out && waited > target) count(turn, contact.acd_session, MetricName::n_over_sla);
  return waited;
}

void give_up(const Turn& turn) {
  Contact& contact = turn.contact;
  turn.stage.dispatch().remove_waiting(contact.queue, contact.waiting);
  contact.is_waiting = false;
  if (turn.now < contact.gives_up_at) return leave_at_closing(turn);
  end_wait(turn, WaitEnd::abandoned);
  say_goodbye(turn, leaving(contact));
}

void serve(Stage& stage, std::uint32_t agent, Instant now) {
  while (const auto match = stage.dispatch().next_for(agent)) {
    stage.dispatch().remove_waiting(match->queue, match->waiting);
    ring({stage, stage.contact(match->waiting.contact), now}, agent);
  }
}

}  // namespace nowthen::sim

#include <array>
#include <numeric>

#include "simulator/world/flows.hpp"
#include "simulator/world/opening_hours.hpp"
#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int most_transfers = 2;

void open_customer_leg(const Turn& turn) {
  Contact& contact = turn.contact;
  const std::uint16_t customer = contact.draft.add_participant({.purpose = Purpose::customer});
  contact.customer_session = contact.draft.add_session({.participant = customer, .recorded = true});
  const Instant connected = turn.now + contact.chance.between(milliseconds(60), milliseconds(400));
  contact.draft.add_segment(contact.customer_session,
                            {.start = turn.now, .end = connected, .type = SegmentType::system});
  contact.draft.add_segment(contact.customer_session,
                            {.start = connected, .end = never, .type = SegmentType::interact});
  count(turn.at(connected), contact.customer_session, MetricName::n_connected);
}

enum class MenuEnd : std::uint8_t { queue, hung_up, closed };

Instant add_menu(const Turn& turn, MenuEnd outcome) {
  Contact& contact = turn.contact;
  const std::uint16_t ivr = contact.draft.add_participant({.purpose = Purpose::ivr});
  const std::uint16_t session =
      contact.draft.add_session({.participant = ivr, .peer = contact.customer_session});
  const Instant picked_up = turn.now + milliseconds(10);
  const Instant start = picked_up + contact.chance.between(milliseconds(8), milliseconds(30));
  const Instant end =
      start + milliseconds(2500) + contact.chance.around(seconds(outcome == MenuEnd::closed ? 9 : 26));
  const DisconnectType disconnect = outcome == MenuEnd::queue     ? DisconnectType::transfer
                                    : outcome == MenuEnd::hung_up ? DisconnectType::peer
                                                                  : DisconnectType::client;
  contact.draft.add_segment(session, {.start = picked_up, .end = start, .type = SegmentType::system});
  contact.draft.add_segment(session,
                            {.start = start, .end = end, .type = SegmentType::ivr, .disconnect = disconnect});
  const Instant entered = start + milliseconds(260);
  count(turn.at(entered), session, MetricName::n_flow);
  measure(turn.at(end), session, MetricName::t_ivr, end - start);
  measure(turn.at(end), session, MetricName::t_flow, end - entered);
  measure(turn.at(end), session, MetricName::t_flow_exit, end - entered);
  return end;
}

void hang_up(const Turn& turn) {
  Contact& contact = turn.contact;
  const bool customer_does = contact.chance.per_mille(650);
  end_handling(turn, contact.handling, customer_does ? DisconnectType::peer : DisconnectType::client);
  say_goodbye(turn, customer_does ? DisconnectType::endpoint : DisconnectType::peer);
}

void transfer_blindly(const Turn& turn) {
  Contact& contact = turn.contact;
  const auto queue = another_queue(turn);
  if (!queue) return hang_up(turn);
  ++contact.transfers;
  contact.refusals = 0;
  count(turn, contact.handling.session, MetricName::n_transferred);
  count(turn, contact.handling.session, MetricName::n_blind_transferred);
  end_handling(turn, contact.handling, DisconnectType::transfer);
  turn.stage.plan(
      {.at = turn.now + milliseconds(40), .kind = EventKind::join, .queue = *queue, .subject = contact.self});
}

}  // namespace

void begin_voice(const Turn& turn) {
  Contact& contact = turn.contact;
  open_customer_leg(turn);
  const bool open = is_open(turn.stage.centre().queues[contact.queue], turn.now);
  const MenuEnd outcome = !open                          ? MenuEnd::closed
                          : contact.chance.per_mille(60) ? MenuEnd::hung_up
                                                         : MenuEnd::queue;
  const Instant end = add_menu(turn, outcome);
  if (outcome == MenuEnd::hung_up) return say_goodbye(turn.at(end), DisconnectType::endpoint);
  if (outcome == MenuEnd::closed) return say_goodbye(turn.at(end), DisconnectType::peer);
  turn.stage.plan({.at = end + milliseconds(45),
                   .kind = EventKind::join,
                   .queue = contact.arrival.queue,
                   .subject = contact.self});
}

std::optional<std::uint16_t> another_queue(const Turn& turn) {
  std::array<int, queue_plans.size()> weights{};
  const MediaType media = queue_plans.at(turn.contact.queue).media;
  for (std::size_t queue = 0; queue < weights.size(); ++queue) {
    const bool fits = queue_plans.at(queue).media == media && queue != turn.contact.queue &&
                      queue != outbound_queue && is_open(turn.stage.centre().queues[queue], turn.now);
    weights.at(queue) = fits ? queue_plans.at(queue).weight : 0;
  }
  if (std::accumulate(weights.begin(), weights.end(), 0) == 0) return std::nullopt;
  return static_cast<std::uint16_t>(turn.contact.chance.pick(weights));
}

void talk_voice(const Turn& turn) {
  Contact& contact = turn.contact;
  const bool may_move_on = contact.transfers < most_transfers;
  const std::uint32_t lot = contact.chance.below(1000);
  const seconds mean(queue_plans.at(contact.queue).handle_seconds);
  TalkPlan plan{.talk = mean, .holds = draw_holds(contact.chance)};
  if (may_move_on && lot < 60) {
    plan.talk = mean * 2 / 5;
    const Instant end = add_talk(turn, contact.handling, plan);
    return transfer_blindly(turn.at(end));
  }
  if (may_move_on && lot < 115) {
    plan.talk = mean / 2;
    const Instant end = add_talk(turn, contact.handling, plan);
    turn.stage.plan({.at = end, .kind = EventKind::consult, .subject = contact.self});
    return;
  }
  hang_up(turn.at(add_talk(turn, contact.handling, plan)));
}

void say_goodbye(const Turn& turn, DisconnectType customer_side) {
  Contact& contact = turn.contact;
  SegmentTruth& presence = contact.draft.last_segment(contact.customer_session);
  presence.end = turn.now;
  presence.disconnect = customer_side;
  if (contact.draft.session(contact.customer_session).media == MediaType::voice) {
    measure(turn, contact.customer_session, MetricName::t_connected, presence.end - presence.start);
  }
  turn.stage.finish(contact);
}

}  // namespace nowthen::sim

#include "simulator/world/dialing.hpp"
#include "simulator/world/flows.hpp"
#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::uint16_t add_caller(const Turn& turn, Purpose purpose, UsedRouting routing) {
  Contact& contact = turn.contact;
  const ParticipantTruth caller{.purpose = purpose, .queue = outbound_queue, .agent = contact.handling.agent};
  const std::uint16_t participant = contact.draft.add_participant(caller);
  return contact.draft.add_session({.participant = participant,
                                    .peer = contact.customer_session,
                                    .direction = Direction::outbound,
                                    .routing = routing,
                                    .recorded = purpose == Purpose::agent});
}

void call_by_hand(const Turn& turn, std::uint32_t agent) {
  Contact& contact = turn.contact;
  turn.stage.dispatch().occupy(agent, MediaType::voice);
  contact.handling = {.agent = agent, .queue = outbound_queue};
  contact.handling.session = add_caller(turn, Purpose::agent, UsedRouting::manual);
  contact.draft.session(contact.customer_session).peer = contact.handling.session;
  count(turn, contact.handling.session, MetricName::n_outbound);
  const Dialed dialed = dial(turn, contact.handling.session, 620);
  if (dialed.reached) return talk_voice(turn.at(dialed.end));
  end_handling(turn.at(dialed.end), contact.handling, DisconnectType::client);
  turn.stage.finish(contact);
}

// The dialer calls first and finds an agent afterwards.
void call_by_dialer(const Turn& turn) {
  Contact& contact = turn.contact;
  contact.dialer_session = add_caller(turn, Purpose::outbound, UsedRouting::predictive);
  count(turn, contact.dialer_session, MetricName::n_outbound_attempted);
  const Dialed dialed = dial(turn, contact.dialer_session, 560);
  if (!dialed.reached) return turn.stage.finish(contact);
  count(turn.at(dialed.end), contact.dialer_session, MetricName::n_outbound_connected);
  turn.stage.plan({.at = dialed.end + milliseconds(30),
                   .kind = EventKind::join,
                   .queue = outbound_queue,
                   .subject = contact.self});
}

}  // namespace

void begin_outbound(const Turn& turn) {
  Contact& contact = turn.contact;
  contact.direction = Direction::outbound;
  const std::uint16_t customer = contact.draft.add_participant({.purpose = Purpose::customer});
  contact.customer_session =
      contact.draft.add_session({.participant = customer, .direction = Direction::outbound});
  if (const auto agent = turn.stage.dispatch().free_agent(outbound_queue)) return call_by_hand(turn, *agent);
  call_by_dialer(turn);
}

}  // namespace nowthen::sim

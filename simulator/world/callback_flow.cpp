#include "simulator/world/dialing.hpp"
#include "simulator/world/flows.hpp"
#include "simulator/world/opening_hours.hpp"
#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes time_to_call_back{60};  // Before the queue closes.

/// The customer's request from `turn.now` on: first scheduled, then waiting and being called.
void open_request(const Turn& turn, std::uint16_t customer, Instant due) {
  Contact& contact = turn.contact;
  contact.media = MediaType::callback;
  contact.customer_session =
      contact.draft.add_session({.participant = customer, .media = MediaType::callback});
  schedule_callback(turn, due);
}

/// Ends the customer's request and with it the conversation.
struct Request {
  std::uint16_t customer_session;
  std::uint16_t agent_session;
};

void close_request(const Turn& turn, const Request& request) {
  Draft& draft = turn.contact.draft;
  SegmentTruth& working = draft.last_segment(request.agent_session);
  working.end = turn.now;
  working.disconnect = DisconnectType::client;
  const milliseconds length = working.end - working.start;
  measure(turn, request.agent_session, MetricName::t_active_callback, length);
  measure(turn, request.agent_session, MetricName::t_active_callback_complete, length);
  SegmentTruth& asking = draft.last_segment(request.customer_session);
  asking.end = turn.now;
  asking.disconnect = DisconnectType::peer;
}

Request open_work(const Turn& turn) {
  Contact& contact = turn.contact;
  contact.draft.add_segment(
      contact.handling.session,
      {.start = turn.now, .end = never, .queue = contact.queue, .type = SegmentType::interact});
  return {contact.customer_session, contact.handling.session};
}

// From here on the customer is who answers the phone.
void open_call(const Turn& turn) {
  Contact& contact = turn.contact;
  Draft& draft = contact.draft;
  const std::uint16_t customer = draft.session(contact.customer_session).participant;
  const std::uint16_t agent = draft.session(contact.handling.session).participant;
  contact.customer_session = draft.add_session({.participant = customer, .direction = Direction::outbound});
  contact.handling.session = draft.add_session({.participant = agent,
                                                .peer = contact.customer_session,
                                                .direction = Direction::outbound,
                                                .routing = UsedRouting::manual,
                                                .recorded = true});
  draft.session(contact.customer_session).peer = contact.handling.session;
}

}  // namespace

void begin_callback(const Turn& turn) {
  Contact& contact = turn.contact;
  const std::uint16_t customer = contact.draft.add_participant({.purpose = Purpose::customer});
  const bool later = contact.chance.per_mille(350);
  const Instant due = later ? turn.now + minutes(10) + contact.chance.around(minutes(150)) : turn.now;
  open_request(turn, customer, first_due(turn, due));
}

void schedule_callback(const Turn& turn, Instant due) {
  Contact& contact = turn.contact;
  if (due > turn.now) {
    contact.draft.add_segment(contact.customer_session,
                              {.start = turn.now, .end = due, .type = SegmentType::scheduled});
  }
  contact.draft.add_segment(contact.customer_session,
                            {.start = due, .end = never, .type = SegmentType::interact});
  turn.stage.plan({.at = due, .kind = EventKind::join, .queue = contact.queue, .subject = contact.self});
}

void offer_callback(const Turn& turn) {
  Contact& contact = turn.contact;
  const Instant agreed = turn.now + seconds(4);
  const Instant due = agreed + minutes(2) + contact.chance.around(minutes(20));
  if (due + time_to_call_back > contact.closes_at) return;
  turn.stage.dispatch().remove_waiting(contact.queue, contact.waiting);
  contact.is_waiting = false;
  end_wait(turn, WaitEnd::moved_on);
  SegmentTruth& call = contact.draft.last_segment(contact.customer_session);
  call.end = agreed;
  call.disconnect = DisconnectType::endpoint;
  measure(turn.at(call.end), contact.customer_session, MetricName::t_connected, call.end - call.start);
  const std::uint16_t customer = contact.draft.session(contact.customer_session).participant;
  open_request(turn.at(agreed), customer, due);
}

void talk_callback(const Turn& turn) {
  Contact& contact = turn.contact;
  const Request request = open_work(turn);
  open_call(turn);
  const Turn ready = turn.at(turn.now + seconds(3) + contact.chance.around(seconds(8)));
  count(ready, contact.handling.session, MetricName::n_outbound);
  const Dialed dialed = dial(ready, contact.handling.session, 740);
  Instant end = dialed.end;
  if (dialed.reached) {
    const seconds mean(queue_plans.at(contact.queue).handle_seconds);
    end =
        add_talk(turn.at(dialed.end), contact.handling, {.talk = mean, .holds = draw_holds(contact.chance)});
  }
  close_request(turn.at(end), request);
  end_handling(turn.at(end), contact.handling,
               dialed.reached ? DisconnectType::peer : DisconnectType::client);
  if (dialed.reached) return say_goodbye(turn.at(end), DisconnectType::endpoint);
  turn.stage.finish(contact);
}

}  // namespace nowthen::sim

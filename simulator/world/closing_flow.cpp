#include "simulator/world/flows.hpp"
#include "simulator/world/opening_hours.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const QueueTruth& queue_of(const Turn& turn) { return turn.stage.centre().queues[turn.contact.queue]; }

bool asked_on_the_web(const Contact& contact) { return contact.arrival.approach == Approach::callback; }

// Nobody is rung at night: the request waits, off the queue, for the next opening.
void postpone_callback(const Turn& turn) {
  Contact& contact = turn.contact;
  contact.refusals = 0;
  contact.draft.last_segment(contact.customer_session).end = turn.now;
  schedule_callback(turn, first_due(turn, turn.now));
}

}  // namespace

Instant first_due(const Turn& turn, Instant wanted) {
  if (is_open(queue_of(turn), wanted)) return wanted;
  return opens_from(queue_of(turn), wanted) + turn.contact.chance.around(minutes(25));
}

void find_closed(const Turn& turn) {
  if (turn.contact.media == MediaType::voice) return say_goodbye(turn, DisconnectType::peer);
  if (asked_on_the_web(turn.contact)) return postpone_callback(turn);
  say_goodbye(turn, DisconnectType::timeout);
}

void leave_at_closing(const Turn& turn) {
  if (turn.contact.media == MediaType::callback) {
    end_wait(turn, WaitEnd::moved_on);
    return find_closed(turn);
  }
  const Turn told = turn.at(turn.now + turn.contact.chance.between(seconds(4), seconds(9)));
  end_wait(told, WaitEnd::sent_away);
  say_goodbye(told, DisconnectType::peer);
}

}  // namespace nowthen::sim

#include "simulator/world/flows.hpp"
#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// A bot or a rule that looks at a message first.
Instant add_workflow(const Turn& turn) {
  Contact& contact = turn.contact;
  const std::uint16_t workflow = contact.draft.add_participant({.purpose = Purpose::workflow});
  const std::uint16_t session = contact.draft.add_session(
      {.participant = workflow, .peer = contact.customer_session, .media = contact.media});
  const Instant start = turn.now + milliseconds(15);
  const Instant end = start + milliseconds(300) + contact.chance.around(seconds(6));
  contact.draft.add_segment(
      session,
      {.start = start, .end = end, .type = SegmentType::interact, .disconnect = DisconnectType::transfer});
  count(turn.at(start), session, MetricName::n_flow);
  measure(turn.at(end), session, MetricName::t_flow, end - start);
  measure(turn.at(end), session, MetricName::t_flow_exit, end - start);
  return end;
}

/// When the customer writes again, if they do.
milliseconds next_message(Contact& contact, const ThreadShape& shape) {
  if (contact.media == MediaType::email) return minutes(30) + contact.chance.around(shape.email_answer);
  const bool soon = contact.chance.per_mille(600);
  return minutes(1) + contact.chance.around(soon ? minutes(20) : hours(13));
}

bool goes_on(const Turn& turn) {
  Contact& contact = turn.contact;
  const ThreadShape& shape = turn.stage.shape().threads;
  const milliseconds age = turn.now - contact.arrival.start;
  if (contact.media == MediaType::email)
    return age <= shape.last_email_round && contact.rounds < shape.most_email_rounds &&
           contact.chance.per_mille(shape.email_goes_on_per_mille);
  if (age > shape.last_message_round) return false;
  return contact.media == MediaType::message && contact.rounds < 6 && contact.chance.per_mille(520);
}

bool is_transferred(Contact& contact) {
  return contact.media == MediaType::email && contact.transfers < 1 && contact.chance.per_mille(60);
}

void pass_on(const Turn& turn, std::uint16_t queue) {
  Contact& contact = turn.contact;
  ++contact.transfers;
  count(turn, contact.handling.session, MetricName::n_transferred);
  count(turn, contact.handling.session, MetricName::n_blind_transferred);
  end_handling(turn, contact.handling, DisconnectType::transfer);
  turn.stage.plan(
      {.at = turn.now + milliseconds(20), .kind = EventKind::join, .queue = queue, .subject = contact.self});
}

void end_thread(const Turn& turn) {
  Contact& contact = turn.contact;
  const bool left_open = contact.media == MediaType::message && contact.chance.per_mille(420);
  end_handling(turn, contact.handling, DisconnectType::client);
  const Instant kept_until = contact.arrival.start + contact.arrival.stays_open;
  if (kept_until > turn.now) return say_goodbye(turn.at(kept_until), DisconnectType::timeout);
  if (left_open)
    return say_goodbye(turn.at(turn.now + turn.stage.shape().threads.inactivity), DisconnectType::timeout);
  say_goodbye(turn, DisconnectType::peer);
}

}  // namespace

void begin_digital(const Turn& turn) {
  Contact& contact = turn.contact;
  contact.media = medium_of(contact.arrival.approach);
  const std::uint16_t customer = contact.draft.add_participant({.purpose = Purpose::customer});
  contact.customer_session = contact.draft.add_session({.participant = customer, .media = contact.media});
  contact.draft.add_segment(contact.customer_session,
                            {.start = turn.now, .end = never, .type = SegmentType::interact});
  count(turn, contact.customer_session, MetricName::n_connected);
  const bool by_workflow = contact.media != MediaType::chat && contact.chance.per_mille(600);
  const Instant ready = by_workflow ? add_workflow(turn) : turn.now;
  turn.stage.plan(
      {.at = ready, .kind = EventKind::join, .queue = contact.arrival.queue, .subject = contact.self});
}

void talk_digital(const Turn& turn) {
  Contact& contact = turn.contact;
  ++contact.rounds;
  contact.refusals = 0;
  const seconds mean(queue_plans.at(contact.queue).handle_seconds);
  const int holds = contact.media == MediaType::chat && contact.chance.per_mille(80) ? 1 : 0;
  const Turn after = turn.at(add_talk(turn, contact.handling, {.talk = mean, .holds = holds}));
  if (is_transferred(contact)) {
    if (const auto queue = another_queue(after)) return pass_on(after, *queue);
  }
  if (!goes_on(after)) return end_thread(after);
  end_handling(after, contact.handling, DisconnectType::client);
  const ThreadShape& shape = turn.stage.shape().threads;
  const Instant next = after.now + next_message(contact, shape);
  if (contact.media == MediaType::email && next - contact.arrival.start > shape.longest_email)
    return say_goodbye(after, DisconnectType::peer);
  turn.stage.plan({.at = next, .kind = EventKind::join, .queue = contact.queue, .subject = contact.self});
}

}  // namespace nowthen::sim

#include <optional>

#include "simulator/world/flows.hpp"
#include "simulator/world/talk.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A consultation under way: the first agent's line to the colleague, and the colleague's own handling.
struct Consultation {
  std::uint16_t line = no_index;
  Handling colleague;
  Instant answered;
};

Consultation call_colleague(const Turn& turn, std::uint32_t agent, std::uint16_t queue) {
  Contact& contact = turn.contact;
  Draft& draft = contact.draft;
  turn.stage.dispatch().occupy(agent, MediaType::voice);
  const Instant rings = turn.now + milliseconds(150);
  const Instant answered = rings + milliseconds(600) + contact.chance.around(seconds(4));
  const std::uint16_t first = draft.session(contact.handling.session).participant;
  const std::uint16_t other =
      draft.add_participant({.purpose = Purpose::agent, .queue = queue, .agent = agent});
  Consultation consultation{.answered = answered};
  consultation.line = draft.add_session({.participant = first, .direction = Direction::outbound});
  consultation.colleague = {.agent = agent,
                            .session = draft.add_session({.participant = other,
                                                          .peer = consultation.line,
                                                          .routing = UsedRouting::direct,
                                                          .recorded = true}),
                            .queue = queue};
  draft.session(consultation.line).peer = consultation.colleague.session;
  draft.add_segment(
      consultation.line,
      {.start = turn.now, .end = answered, .queue = contact.queue, .type = SegmentType::dialing});
  draft.add_segment(consultation.colleague.session,
                    {.start = rings, .end = answered, .queue = queue, .type = SegmentType::alert});
  measure(turn.at(answered), consultation.colleague.session, MetricName::t_alert, answered - rings);
  count(turn, contact.handling.session, MetricName::n_consult);
  return consultation;
}

void end_line(const Turn& turn, const Consultation& consultation) {
  turn.contact.draft.add_segment(consultation.line, {.start = consultation.answered,
                                                     .end = turn.now,
                                                     .queue = turn.contact.queue,
                                                     .type = SegmentType::interact,
                                                     .disconnect = DisconnectType::client});
}

void finish_with_customer(const Turn& turn, Handling& handling) {
  end_handling(turn, handling, DisconnectType::peer);
  say_goodbye(turn, DisconnectType::endpoint);
}

// The first agent goes back to the customer and sees it through alone.
void go_back(const Turn& turn) {
  const seconds mean(queue_plans.at(turn.contact.queue).handle_seconds);
  const Instant end = add_talk(turn, turn.contact.handling, {.talk = mean / 2});
  finish_with_customer(turn.at(end), turn.contact.handling);
}

void hand_over(const Turn& turn, Consultation& consultation) {
  Contact& contact = turn.contact;
  count(turn, contact.handling.session, MetricName::n_transferred);
  count(turn, contact.handling.session, MetricName::n_consult_transferred);
  end_handling(turn, contact.handling, DisconnectType::consult_transfer);
  const Instant end = turn.now + seconds(5) + contact.chance.around(seconds(150));
  add_talk_stretch(turn.at(consultation.answered), consultation.colleague, {.end = end});
  finish_with_customer(turn.at(end), consultation.colleague);
}

void confer(const Turn& turn, Consultation& consultation) {
  Contact& contact = turn.contact;
  Handling& colleague = consultation.colleague;
  add_talk_stretch(turn.at(consultation.answered), colleague, {.end = turn.now});
  const Instant apart = turn.now + seconds(8) + contact.chance.around(seconds(100));
  add_talk_stretch(turn, contact.handling, {.end = apart, .conference = true});
  add_talk_stretch(turn, colleague, {.end = apart, .conference = true});
  if (contact.chance.per_mille(500)) {
    end_handling(turn.at(apart), contact.handling, DisconnectType::peer);
    return finish_with_customer(turn.at(apart), colleague);
  }
  end_handling(turn.at(apart), contact.handling, DisconnectType::conference_transfer);
  const Instant end = apart + seconds(3) + contact.chance.around(seconds(60));
  add_talk_stretch(turn.at(apart), colleague, {.end = end});
  finish_with_customer(turn.at(end), colleague);
}

}  // namespace

void consult(const Turn& turn) {
  Contact& contact = turn.contact;
  const auto queue = another_queue(turn);
  const auto agent = queue ? turn.stage.dispatch().free_agent(*queue) : std::nullopt;
  if (!queue || !agent) {
    const Instant back = turn.now + seconds(3) + contact.chance.around(seconds(20));
    add_hold_stretch(turn, contact.handling, back);
    return go_back(turn.at(back));
  }
  ++contact.transfers;
  Consultation consultation = call_colleague(turn, *agent, *queue);
  const Instant joined = consultation.answered + seconds(2) + contact.chance.around(seconds(35));
  add_hold_stretch(turn, contact.handling, joined);
  const Turn after = turn.at(joined);
  end_line(after, consultation);
  const std::uint32_t lot = contact.chance.below(100);
  if (lot < 60) return hand_over(after, consultation);
  if (lot < 85) return confer(after, consultation);
  add_talk_stretch(turn.at(consultation.answered), consultation.colleague, {.end = joined});
  end_handling(after, consultation.colleague, DisconnectType::peer);
  go_back(after);
}

}  // namespace nowthen::sim

#include "floor/live_facts.hpp"

#include <algorithm>
#include <limits>

#include "floor/legs_of.hpp"

namespace nowthen::floor {
namespace {

/// Ids may be missing; then the position has to do.
std::string key_of(const std::string& id, std::size_t position) {
  return id.empty() ? "#" + std::to_string(position) : id;
}

bool says_gone(const LiveCommunication& said) {
  return said.state == "disconnected" || said.state == "terminated";
}

/// One look at a conversation.
struct Look {
  Rank rank;
  Instant seen_at;
  std::optional<Instant> read_at;  ///< What was seen of holds until then is told by a record.
};

void learn(CommunicationFacts& facts, const LiveCommunication& said, const Look& look) {
  facts.media_type.learn_unless_empty(said.media_type, look.rank);
  facts.direction.learn_unless_empty(said.direction, look.rank);
  facts.connected.learn(said.connected_time, look.rank);
  facts.disconnected.learn(said.disconnected_time, look.rank);
  facts.seen.see(look.seen_at);
  if (said.state == "connected") facts.seen_connected.see(look.seen_at);
  if (says_gone(said)) facts.seen_gone.see(look.seen_at);
  facts.alerted = facts.alerted || said.state == "alerting";
  facts.dialed = facts.dialed || said.state == "dialing" || said.state == "contacting";
  if (look.read_at && look.seen_at <= *look.read_at) return;
  facts.holds.add({look.rank, look.seen_at, said.held, said.start_hold_time});
}

void learn_wrapup(ParticipantFacts& facts, const LiveParticipant& said, Rank rank) {
  if (!said.start_acw_time) return;
  auto wrapup = facts.wrapups.find(*said.start_acw_time);
  const bool told = facts.wrapups_as_of && *said.start_acw_time <= *facts.wrapups_as_of;
  // The record may have it begin some milliseconds earlier or later.
  if (wrapup == facts.wrapups.end() && told) wrapup = std::prev(facts.wrapups.end());
  if (wrapup == facts.wrapups.end()) wrapup = facts.wrapups.try_emplace(*said.start_acw_time).first;
  wrapup->second.learn(said.end_acw_time, rank);
}

void learn(ParticipantFacts& facts, const LiveParticipant& said, const Look& look) {
  facts.purpose.learn_unless_empty(said.purpose, look.rank);
  facts.user_id.learn_unless_empty(said.user_id, look.rank);
  facts.queue_id.learn_unless_empty(said.queue_id, look.rank);
  facts.connected.learn(said.connected_time, look.rank);
  facts.ended.learn(said.end_time, look.rank);
  learn_wrapup(facts, said, look.rank);
  for (std::size_t i = 0; i < said.communications.size(); ++i) {
    const LiveCommunication& communication = said.communications[i];
    learn(facts.communications[key_of(communication.id, i)], communication, look);
  }
}

/// A record, and the word it has against events.
struct Reading {
  const ConversationDetail& detail;
  Instant as_of;
  Rank rank;
};

bool is_session_over(const Session& session) {
  return !session.segments.empty() &&
         std::all_of(session.segments.begin(), session.segments.end(), [](const Segment& segment) {
           return segment.segment_type == "wrapup" || segment.segment_end;
         });
}

std::optional<Instant> last_end(const Session& session) {
  std::optional<Instant> last;
  for (const Segment& segment : session.segments)
    if (segment.segment_type != "wrapup" && segment.segment_end)
      last = std::max(last.value_or(*segment.segment_end), *segment.segment_end);
  return last;
}

void learn_talk(CommunicationFacts& facts, const Leg& leg, std::optional<Instant>& covered_until) {
  if (covered_until && leg.begin > *covered_until)
    facts.idle_of_record.push_back({*covered_until, leg.begin});
  if (leg.end) covered_until = std::max(covered_until.value_or(*leg.end), *leg.end);
  if (leg.state == State::holding && leg.end) facts.held_of_record.push_back({leg.begin, *leg.end});
}

std::optional<Instant> hold_of(const Leg& leg) {
  return leg.state == State::holding ? std::optional(leg.begin) : std::nullopt;
}

void learn(CommunicationFacts& facts, const std::vector<Leg>& legs, const Reading& reading) {
  facts.alert_of_record.reset();
  facts.held_of_record.clear();
  facts.idle_of_record.clear();
  facts.holds.forget_until(reading.as_of);
  std::optional<Instant> covered_until;
  for (const Leg& leg : legs) {
    if (leg.state == State::alerting && !facts.alert_of_record) facts.alert_of_record = leg;
    if (leg.state != State::interacting && leg.state != State::holding) continue;
    if (!covered_until) facts.connected.learn(leg.begin, reading.rank);
    learn_talk(facts, leg, covered_until);
    // Any event seen later that says otherwise ends it.
    if (!leg.end) facts.holds.add({{}, reading.as_of, leg.state == State::holding, hold_of(leg)});
  }
}

void learn_wrapups(ParticipantFacts& facts, const std::vector<Leg>& legs, const Reading& reading) {
  for (const Leg& leg : legs) {
    if (leg.state != State::wrapping) continue;
    if (facts.wrapups_as_of != reading.as_of) {
      std::erase_if(facts.wrapups, [&](const auto& each) { return each.first <= reading.as_of; });
      facts.wrapups_as_of = reading.as_of;
    }
    facts.wrapups[leg.begin].learn(leg.end, reading.rank);
  }
}

void learn(ParticipantFacts& facts, const ParticipantDetail& said, const Reading& reading) {
  facts.purpose.learn_unless_empty(said.purpose, reading.rank);
  facts.user_id.learn_unless_empty(said.user_id, reading.rank);
  const SessionLegs all_legs(reading.detail, said);
  for (std::size_t i = 0; i < said.sessions.size(); ++i) {
    const Session& session = said.sessions[i];
    CommunicationFacts& communication = facts.communications[key_of(session.session_id.str(), i)];
    communication.media_type.learn_unless_empty(session.media_type, reading.rank);
    communication.direction.learn_unless_empty(session.direction, reading.rank);
    if (is_session_over(session)) communication.disconnected.learn(last_end(session), reading.rank);
    const std::vector<Leg> legs = all_legs.of(session);
    if (!legs.empty()) facts.queue_id.learn_unless_empty(legs.front().queue_id, reading.rank);
    if (is_queue(said.purpose) && !legs.empty()) facts.connected.learn(legs.front().begin, reading.rank);
    learn(communication, legs, reading);
    learn_wrapups(facts, legs, reading);
  }
}

}  // namespace

bool ParticipantFacts::is_gone() const {
  if (ended.value()) return true;
  return !communications.empty() &&
         std::all_of(communications.begin(), communications.end(), [](const auto& each) {
           return each.second.disconnected.value() || each.second.seen_gone.at();
         });
}

bool ParticipantFacts::is_wrapping_up() const {
  return std::any_of(wrapups.begin(), wrapups.end(), [](const auto& each) { return !each.second.value(); });
}

void LiveFacts::add(const LiveConversation& event, Instant seen_at) {
  const Look look{rank_of(event), seen_at, read_at_};
  for (std::size_t i = 0; i < event.participants.size(); ++i)
    learn(participants_[key_of(event.participants[i].id, i)], event.participants[i], look);
}

void LiveFacts::add(const ConversationDetail& detail, Instant as_of) {
  read_at_ = as_of;
  const Reading reading{detail, as_of, {as_of, std::numeric_limits<std::uint32_t>::max()}};
  for (std::size_t i = 0; i < detail.participants.size(); ++i)
    learn(participants_[key_of(detail.participants[i].participant_id.str(), i)], detail.participants[i],
          reading);
}

}  // namespace nowthen::floor

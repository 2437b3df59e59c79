#include "floor/live_legs.hpp"

#include <algorithm>
#include <tuple>

#include "floor/legs_of.hpp"

namespace nowthen::floor {
namespace {

const std::optional<Instant>& either(const std::optional<Instant>& first,
                                     const std::optional<Instant>& otherwise) {
  return first ? first : otherwise;
}

const std::optional<Instant>& connected_at(const CommunicationFacts& facts) {
  return either(facts.connected.value(), facts.seen_connected.at());
}

std::optional<Instant> earlier(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  return a && b ? std::min(*a, *b) : either(a, b);
}

/// The one that belongs to the call of the conversation: for a call-back, the call it leads to.
const CommunicationFacts* main_communication(const ParticipantFacts& participant) {
  const CommunicationFacts* best = nullptr;
  const auto order = [](const CommunicationFacts& facts) {
    return std::tuple(facts.media_type.value_or_empty() == "callback",
                      connected_at(facts).value_or(Instant::max()));
  };
  for (const auto& [id, facts] : participant.communications)
    if (best == nullptr || order(facts) < order(*best)) best = &facts;
  return best;
}

/// Writes the legs of one participant.
class LegWriter {
 public:
  LegWriter(std::vector<Leg>& legs, const ConversationId& conversation, const ParticipantFacts& participant)
      : legs_(legs), conversation_(conversation), participant_(participant) {
    for (const auto& [id, facts] : participant.communications)
      first_connected_ = earlier(first_connected_, connected_at(facts));
  }

  void write() {
    const std::string purpose = participant_.purpose.value_or_empty();
    if (is_queue(purpose)) return write_wait();
    if (!is_worker(purpose)) return;
    for (const auto& [id, facts] : participant_.communications) {
      if (facts.media_type.value_or_empty() == "screenmonitoring") continue;
      write_alert(facts);
      write_talk(facts);
    }
    write_wrapups();
  }

 private:
  struct Stretch {
    State state = State::waiting;
    std::optional<Instant> begin;
    std::optional<Instant> end;
  };

  void add(const CommunicationFacts* facts, const Stretch& stretch) {
    if (!stretch.begin || (stretch.end && *stretch.end <= *stretch.begin)) return;
    legs_.push_back(
        {.conversation_id = conversation_,
         .media_type = facts == nullptr ? std::string() : facts->media_type.value_or_empty(),
         .direction = facts == nullptr ? std::string() : facts->direction.value_or_empty(),
         .state = stretch.state,
         .queue_id = participant_.queue_id.value_or_empty(),
         .user_id = stretch.state == State::waiting ? UserId() : participant_.user_id.value_or_empty(),
         .begin = *stretch.begin,
         .end = stretch.end});
  }

  std::optional<Instant> end_of(const CommunicationFacts& facts) const {
    return either(facts.disconnected.value(), either(participant_.ended.value(), facts.seen_gone.at()));
  }

  void write_wait() {
    if (participant_.communications.empty())
      add(nullptr, {State::waiting, participant_.connected.value(), participant_.ended.value()});
    for (const auto& [id, facts] : participant_.communications)
      add(&facts, {State::waiting,
                   either(participant_.connected.value(), either(connected_at(facts), facts.seen.at())),
                   end_of(facts)});
  }

  bool is_first(const CommunicationFacts& facts) const {
    return !first_connected_ || connected_at(facts) == first_connected_;
  }

  /// Whether it rang at this participant's. What was never seen before it was answered, rang if it came in;
  /// a call that does not say whether it did may have been dialed.
  bool rang(const CommunicationFacts& facts) const {
    if (facts.alerted) return true;
    if (facts.dialed || !connected_at(facts) || !is_first(facts)) return false;
    const auto& direction = facts.direction.value();
    return direction ? *direction == "inbound" : facts.media_type.value_or_empty() != "voice";
  }

  void write_alert(const CommunicationFacts& facts) {
    const auto until = earlier(connected_at(facts), end_of(facts));
    if (facts.alert_of_record)
      return add(&facts,
                 {State::alerting, facts.alert_of_record->begin, either(facts.alert_of_record->end, until)});
    if (!rang(facts)) return;
    const auto since =
        is_first(facts) ? either(participant_.connected.value(), facts.seen.at()) : facts.seen.at();
    add(&facts, {State::alerting, since, until});
  }

  std::vector<Stretch> interruptions(const CommunicationFacts& facts) const {
    std::vector<Stretch> found;
    std::vector<Instant> told;  // by begin, as the legs of the record are
    for (const Interval& held : facts.held_of_record) told.push_back(held.begin);
    for (const Interval& idle : facts.idle_of_record) found.push_back({State::waiting, idle.begin, idle.end});
    for (const Interval& held : facts.held_of_record) found.push_back({State::holding, held.begin, held.end});
    for (const Hold& hold : facts.holds.holds()) {
      if (!std::binary_search(told.begin(), told.end(), hold.begin))
        found.push_back({State::holding, hold.begin, hold.end});
    }
    std::sort(found.begin(), found.end(), [](const Stretch& a, const Stretch& b) {
      return std::tie(*a.begin, a.end) < std::tie(*b.begin, b.end);
    });
    return found;
  }

  /// Talk from the answer to the end, interrupted.
  void write_talk(const CommunicationFacts& facts) {
    const auto end = end_of(facts);
    std::optional<Instant> since = connected_at(facts);
    if (!since) return;
    for (const Stretch& each : interruptions(facts)) {
      const Instant begin = std::max(*each.begin, *since);
      if (end && begin >= *end) break;
      const auto until = earlier(each.end, end);
      if (until && *until <= begin) continue;
      add(&facts, {State::interacting, since, begin});
      if (each.state == State::holding) add(&facts, {State::holding, begin, until});
      since = until;
      if (!since) return;
    }
    add(&facts, {State::interacting, since, end});
  }

  void write_wrapups() {
    const CommunicationFacts* const main = main_communication(participant_);
    for (const auto& [begin, end] : participant_.wrapups) add(main, {State::wrapping, begin, end.value()});
  }

  std::vector<Leg>& legs_;
  const ConversationId& conversation_;
  const ParticipantFacts& participant_;
  std::optional<Instant> first_connected_;  ///< Of all its communications.
};

}  // namespace

std::vector<Leg> legs_of(const ConversationId& conversation, const LiveFacts& facts) {
  std::vector<Leg> legs;
  for (const auto& [id, participant] : facts.participants())
    LegWriter(legs, conversation, participant).write();
  put_in_order(legs);
  return legs;
}

std::size_t doubtful_holds(const LiveFacts& facts) {
  std::size_t count = 0;
  for (const auto& [id, participant] : facts.participants())
    for (const auto& [session, communication] : participant.communications)
      for (const Hold& hold : communication.holds.holds()) count += hold.doubtful ? 1 : 0;
  return count;
}

}  // namespace nowthen::floor

#pragma once
#include <algorithm>
#include <map>
#include <nowthen/model/conversation_detail.hpp>
#include <nowthen/model/live_conversation.hpp>
#include <optional>
#include <string>
#include <vector>

#include "floor/hold_sightings.hpp"
#include "floor/leg.hpp"
#include "floor/live_rank.hpp"

namespace nowthen::floor {

/// The earliest of the instants at which something was seen.
class FirstSeen {
 public:
  void see(Instant at) { at_ = at_ ? std::min(*at_, at) : at; }
  const std::optional<Instant>& at() const { return at_; }

 private:
  std::optional<Instant> at_;
};

/// All that is known of one medium of one participant.
struct CommunicationFacts {
  Known<std::string> media_type;
  Known<std::string> direction;
  Known<Instant> connected;
  Known<Instant> disconnected;
  FirstSeen seen;
  FirstSeen seen_connected;
  FirstSeen seen_gone;
  bool alerted = false;                  ///< Some event said so.
  bool dialed = false;                   ///< Some event said so: it rings at the other side.
  HoldSightings holds;                   ///< As far as events tell.
  std::optional<Leg> alert_of_record;    ///< Until its end, or open.
  std::vector<Interval> held_of_record;  ///< Over when the record was read.
  std::vector<Interval> idle_of_record;  ///< Neither talk nor hold, though connected: a parked e-mail.
};

/// All that is known of one participant.
struct ParticipantFacts {
  Known<std::string> purpose;
  Known<UserId> user_id;
  Known<QueueId> queue_id;
  Known<Instant> connected;
  Known<Instant> ended;
  std::map<Instant, Known<Instant>> wrapups;  ///< By begin; the end once it is known.
  std::optional<Instant> wrapups_as_of;       ///< Until when a record tells them.
  std::map<std::string, CommunicationFacts> communications;

  bool is_gone() const;
  bool is_wrapping_up() const;
};

/// What snapshots and records say about one conversation, laid together. Facts only ever come to it, so what
/// it knows in the end does not depend on the order in which they came.
class LiveFacts {
 public:
  void add(const LiveConversation& event, Instant seen_at);
  void add(const ConversationDetail& detail, Instant as_of);
  const std::map<std::string, ParticipantFacts>& participants() const { return participants_; }

 private:
  std::map<std::string, ParticipantFacts> participants_;
  std::optional<Instant> read_at_;  ///< Of the latest record.
};

}  // namespace nowthen::floor

#pragma once
#include <nowthen/model/conversation_detail.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "floor/leg.hpp"

namespace nowthen::floor {

/// The legs that a record of history shows, from its segments.
///
/// - An `acd` participant waits from its first segment on: the moment of `delay` before the queue has it
///   counts.
/// - An agent alerts, interacts, holds and wraps up as the segments say; stretches of one kind that touch are
///   one leg, so that a talk that becomes a conference goes on. Dialing is none of these.
/// - A segment without a queue belongs to the queue of its session.
std::vector<Leg> legs_of(const ConversationDetail& conversation);

/// The legs of the sessions of one participant. Pure; both must outlive it.
class SessionLegs {
 public:
  SessionLegs(const ConversationDetail& conversation, const ParticipantDetail& participant);

  /// Those of one session alone, by begin; with or without a queue.
  std::vector<Leg> of(const Session& session) const;

 private:
  const ConversationDetail& conversation_;
  const ParticipantDetail& participant_;
  QueueId queue_;  ///< Of the first session that names one.
};

/// Whether the participant stands for a queue in which the conversation waits.
bool is_queue(std::string_view purpose);
/// Whether the participant is somebody who works: an agent, or a user that was called directly.
bool is_worker(std::string_view purpose);

}  // namespace nowthen::floor

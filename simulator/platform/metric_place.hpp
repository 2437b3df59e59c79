#pragma once
#include "simulator/platform/dimension.hpp"

namespace nowthen::sim {

/// A session, whose metrics are to be told apart by dimensions.
struct SessionPlace {
  const ConversationFacts& facts;
  const ParticipantFacts& participant;
  const SessionFacts& session;
};

/// The dimensions of a session's metrics: those of the conversation, of the session, and of the last of its
/// segments that says something. `place` must outlive them.
NamedValues values_of(const SessionPlace& place);

/// The queue of the session; empty: none.
std::string_view queue_of(const SessionPlace& place);

}  // namespace nowthen::sim

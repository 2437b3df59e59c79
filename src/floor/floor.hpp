#pragma once
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "floor/leg.hpp"

namespace nowthen::floor {

/// A conversation at the instant: what its liveliest leg says.
struct FloorConversation {
  ConversationId conversation_id;
  State state = State::waiting;
  Instant since;
  QueueId queue_id;
  UserId user_id;  ///< Empty while it waits.
  std::string media_type;
  std::string direction;
  bool operator==(const FloorConversation&) const = default;
};

/// What goes on in a queue. Every agent of a conversation counts, each once; a conversation that waits counts
/// once, and not while anybody in that queue alerts or has answered.
struct FloorQueue {
  QueueId queue_id;
  int waiting = 0;
  int alerting = 0;
  int interacting = 0;
  int holding = 0;
  int wrapping = 0;
  std::optional<Instant> waiting_since;  ///< Begin of the longest wait; empty while nobody waits.
  bool operator==(const FloorQueue&) const = default;
};

/// An agent, as far as conversations show: who has none is not here.
struct FloorAgent {
  UserId user_id;
  State state = State::alerting;
  Instant since;
  int conversations = 0;  ///< Wrap-up included.
  bool operator==(const FloorAgent&) const = default;
};

/// The contact centre at one instant.
struct Floor {
  Instant at;
  std::vector<FloorConversation> conversations;  ///< By `since`, then id.
  std::vector<FloorQueue> queues;                ///< Those where something goes on, by id.
  std::vector<FloorAgent> agents;                ///< By id.
  bool operator==(const Floor&) const = default;
};

/// The floor that `legs` make at `at`. Pure; their order does not matter.
///
/// A conversation is on the floor from its first leg with a queue on: `legs` has to name it, even where it
/// has ended. A conversation is what anybody does most with it: interacting, holding, alerting, waiting,
/// wrapping, in this order. An agent who holds is holding, whatever else they do: a consultation or the
/// call-back that a call belongs to goes on beside it.
Floor floor_at(std::span<const Leg> legs, Instant at);

}  // namespace nowthen::floor

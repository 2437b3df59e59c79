#pragma once
#include <cstdint>
#include <nowthen/core/id.hpp>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nowthen::floor {

/// What somebody does with a conversation. The last four are an agent's.
enum class State : std::uint8_t { waiting, alerting, interacting, holding, wrapping };

/// `waiting`, `alerting`, ...
std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);

/// A stretch of one conversation's life in a queue: who, doing what, from when to when. Half-open, never of
/// no length.
struct Leg {
  ConversationId conversation_id;
  std::string media_type;  ///< Of the session: `voice`, `callback`, ...
  std::string direction;   ///< Of the session: `inbound` or `outbound`; empty where it is not said.
  State state = State::waiting;
  QueueId queue_id;  ///< Empty for an agent who was reached past any queue.
  UserId user_id;    ///< Empty while it waits.
  Instant begin;
  std::optional<Instant> end;  ///< Empty: still.

  bool covers(Instant at) const { return begin <= at && (!end || at < *end); }
  bool operator==(const Leg&) const = default;
};

/// Brings the legs of a conversation into the one order that both ways of making them have: by begin. Leaves
/// none where none of them has a queue: the floor holds the conversations that touched one.
void put_in_order(std::vector<Leg>& legs);

}  // namespace nowthen::floor

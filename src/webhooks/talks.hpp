#pragma once
#include <span>
#include <vector>

#include "floor/leg.hpp"

namespace nowthen::webhooks {

/// A stretch in which one person had the conversation in one queue: talking and holding, without a break.
struct Talk {
  QueueId queue_id;
  UserId user_id;
  Instant begin;
  std::optional<Instant> end;  ///< Empty: still.
};

/// The talks of a conversation's legs, by begin. Pure.
std::vector<Talk> talks_in(std::span<const floor::Leg> legs);

/// The leg with which a conversation goes on once a talk is over: the first of somebody else, or that waits,
/// that began within the talk or later and was not over with it. Null: it does not go on, or not yet, or with
/// who had it before and talks on: then the talk was a consultation. `talks`: those of the legs.
const floor::Leg* next_after(const Talk& talk, std::span<const Talk> talks, std::span<const floor::Leg> legs);

}  // namespace nowthen::webhooks

#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <vector>

#include "access/answer.hpp"
#include "floor/leg.hpp"

namespace nowthen::serve {

/// What the live feed has kept of waits that ended.
struct PastWaits {
  std::vector<floor::Leg> legs;  ///< All, until the instant, of the conversations that waited.
  std::optional<Instant> since;  ///< Since when the feed has kept all, within the span; nothing: it has not.
  bool has_gap = false;  ///< In the span is a gap of the feed that is not healed: later there may be more.
};

/// What the tables know of waits that ended in the `span` before `at`. Blocks for a moment. Fails as
/// questions do.
Result<PastWaits> read_past_waits(access::Tables& tables, Instant at, std::chrono::milliseconds span,
                                  const std::stop_token& stop);

}  // namespace nowthen::serve

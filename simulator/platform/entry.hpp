#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>

#include "simulator/platform/facts.hpp"

namespace nowthen::sim {

/// As much of a conversation as finding candidates needs; kept small, since a query walks many.
struct PlatformEntry {
  Instant start;               ///< `conversationStart`.
  Instant first_activity;      ///< The earliest of its start and its segments' starts.
  Instant end = absent;        ///< When it ends, whether the record says so yet or not. `absent`: never.
  Instant settled = absent;    ///< When the last of its segments ends.
  Instant shown_at = absent;   ///< History has the record, open or closed.
  Instant closed_at = absent;  ///< The record has a `conversationEnd`.
  Instant deleted_at = absent;
  /// The one medium that its segments have whenever it is shown: a bit by `MediaType`. 0: see `media_at`.
  std::uint8_t medium = 0;

  /// Whether history has the record at `at`.
  bool is_shown(Instant at) const { return shown_at <= at && at < deleted_at; }
  /// Whether the record says at `at` that it has ended.
  bool is_closed(Instant at) const { return closed_at <= at; }
  /// The last instant at which the record knows of activity at `at`.
  Instant last_activity(Instant at) const { return is_closed(at) ? settled : at; }
};

}  // namespace nowthen::sim

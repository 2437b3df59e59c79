#pragma once
#include <chrono>
#include <functional>
#include <nowthen/core/instant.hpp>
#include <set>
#include <string>
#include <vector>

#include "alerts/abandons.hpp"
#include "floor/floor.hpp"

namespace nowthen::alerts {

/// Something that should not have happened, and is not over.
struct OpenIncident {
  std::string id;
  std::string text;  ///< One line.
};

/// All that rules are held against, at one instant.
struct Facts {
  Instant at;
  /// Null: what goes on is not known. Rules about queues and conversations then stay as they are.
  const floor::Floor* floor = nullptr;
  std::chrono::milliseconds feed_age{0};  ///< Since the feed had seen everything.
  const Abandons* abandons = nullptr;     ///< Null: no rate is known.
  std::vector<OpenIncident> incidents;
};

}  // namespace nowthen::alerts

#pragma once
#include <chrono>
#include <nowthen/core/instant.hpp>
#include <string>
#include <vector>

#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// Whether the daemon does what it is there for.
struct Readiness {
  std::vector<std::string> doubts;  ///< One line each; none: it does.
  std::vector<std::string> notes;   ///< What is worth knowing all the same.
  bool is_ready() const noexcept { return doubts.empty(); }
};

/// What counts as too old.
struct ReadinessLimits {
  std::chrono::milliseconds look{std::chrono::minutes(10)};  ///< The latest look of the feed.
  std::chrono::milliseconds sync{std::chrono::hours(3)};     ///< The latest sync that came to its end.
};

/// Pure. A gap is no doubt: it is seen, and heals. `now` by the server's clock.
Readiness readiness(const Snapshot& state, Instant now, const ReadinessLimits& limits = {});

}  // namespace nowthen::serve

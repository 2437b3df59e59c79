#pragma once
#include <functional>
#include <nowthen/core/error.hpp>
#include <stop_token>
#include <vector>

#include "live/feed.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// Told of something that a person should know, once each time it begins.
using OnTrouble = std::function<void(const Error&)>;

/// Whom the feed tells, and of what.
struct FeedListeners {
  Noticeboard* board = nullptr;
  /// What everybody is told of the legs that the feed knows. Empty: all of it.
  std::function<std::vector<floor::Leg>(const std::vector<floor::Leg>&)> admit{};
  OnTrouble on_trouble;
};

/// Runs the feed until `stop`. Refused credentials are tried again each minute: somebody may put them right.
/// Blocks. Fails with what the feed cannot go on after.
Result<void> run_feed(live::Feed& feed, const FeedListeners& listeners, Clock& clock,
                      const std::stop_token& stop);

}  // namespace nowthen::serve

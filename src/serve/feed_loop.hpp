#pragma once
#include <functional>
#include <nowthen/core/error.hpp>
#include <stop_token>

#include "live/feed.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// Told of something that a person should know, once each time it begins.
using OnTrouble = std::function<void(const Error&)>;

/// Runs the feed until `stop`. Refused credentials are tried again each minute: somebody may put them right.
/// Blocks. Fails with what the feed cannot go on after.
Result<void> run_feed(live::Feed& feed, Noticeboard& board, Clock& clock, const OnTrouble& on_trouble,
                      const std::stop_token& stop);

}  // namespace nowthen::serve

#pragma once
#include <functional>
#include <memory>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <stop_token>

#include "access/answer.hpp"
#include "serve/event_hub.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// The tables, for a few questions of one state. Thread-safe; blocks for a moment. Fails as reaching them
/// does.
using OpenTables = std::function<Result<std::unique_ptr<access::Tables>>(const std::stop_token&)>;

struct BoardParts {
  const Noticeboard* notices = nullptr;
  EventHub* hub = nullptr;
  OpenTables open_tables;
  std::function<Instant()> now;  ///< By the server's clock. Thread-safe.
};

/// Shows whatever the daemon's parts say, as soon as they say it and every second, until `stop`; then whoever
/// listens is told. What queues and users are called is read from the tables now and then.
Result<void> run_board(const BoardParts& parts, const std::stop_token& stop);

}  // namespace nowthen::serve

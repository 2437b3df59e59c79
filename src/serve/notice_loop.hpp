#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <vector>

#include "serve/announcer.hpp"
#include "serve/board_loop.hpp"
#include "serve/snapshot.hpp"
#include "webhooks/dispatcher.hpp"

namespace nowthen::serve {

struct NoticeParts {
  Noticeboard* notices = nullptr;
  Announcer* announcer = nullptr;
  webhooks::Dispatcher* dispatcher = nullptr;
  OpenTables open_tables;
  std::function<Instant()> now;  ///< By the server's clock. Thread-safe.
  /// Rules that are to hold from now on; nothing: those that hold. Asked before each look.
  std::function<std::optional<std::vector<alerts::Rule>>()> take_rules{};
  /// Told of each alert that fires or resolves.
  std::function<void(const alerts::Change&)> on_alert;
};

/// Looks at what the daemon's parts say, as soon as they say it and every second, and hands what there is to
/// tell to the dispatcher; asks the tables four times a minute for what they alone know. Until `stop`.
/// Blocks. Fails with `local` where the outbox cannot be written.
Result<void> run_notices(const NoticeParts& parts, const std::stop_token& stop);

}  // namespace nowthen::serve

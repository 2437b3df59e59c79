#pragma once
#include <chrono>
#include <nowthen/core/result.hpp>
#include <stop_token>

#include "access/answer.hpp"
#include "cli/commands/sync_status.hpp"

namespace nowthen::cli {

/// What the tables say of syncing, wherever they are, at `now`.
/// @param due  after its end a day should be complete
/// Blocks. Fails as questions do.
Result<SyncStatus> read_status(access::Tables& tables, Instant now, std::chrono::milliseconds due,
                               const std::stop_token& stop);

}  // namespace nowthen::cli

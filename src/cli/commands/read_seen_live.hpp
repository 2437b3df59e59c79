#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <vector>

#include "access/answer.hpp"
#include "cli/commands/live_reconciliation.hpp"

namespace nowthen::cli {

/// Those that were seen to end between `from` and `until`. Fails as questions do.
Result<std::vector<SeenLive>> read_seen_live(access::Tables& tables, Instant from, Instant until,
                                             const std::stop_token& stop);

}  // namespace nowthen::cli

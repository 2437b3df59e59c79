#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>

#include "access/answer.hpp"
#include "cli/commands/reconciliation.hpp"

namespace nowthen::cli {

/// What the tables have of the complete days from that one on. Blocks. Fails as questions do.
Result<Reconciliation> read_reconciliation(access::Tables& tables, extract::UtcDay first,
                                           const std::stop_token& stop);

}  // namespace nowthen::cli

#pragma once
#include <nowthen/genesys/client.hpp>

#include "cli/commands/sync_given.hpp"
#include "cli/context.hpp"
#include "cli/data_owner.hpp"
#include "cli/exit_code.hpp"

namespace nowthen::cli {

/// `sync` under the tutorial's contract: days by the history query, what is outstanding by the live listing.
/// Blocks. Fails with `invalid_request` for a time that is none and for data of the platform's contract, and
/// as listings and the data set do.
Result<ExitCode> sync_tutorial(const SyncGiven& given, Client& client, OwnedData& data, Context& context);

}  // namespace nowthen::cli

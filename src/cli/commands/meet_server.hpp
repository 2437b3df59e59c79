#pragma once
#include <nowthen/genesys/client.hpp>

#include "cli/commands/progress_bar.hpp"
#include "cli/context.hpp"

namespace nowthen::cli {

/// Gets a token, as the first call does anyway, and with it the server's time: from then on `Context::clock`
/// goes by it. Tells on standard error when this machine's clock is far from it.
///
/// @param progress  taken away before something is told; may be null
///
/// Fails as getting a token does, but not when stopped: whoever goes on meets that too.
Result<void> meet_server(Client& client, const Context& context, ProgressBar* progress = nullptr);

}  // namespace nowthen::cli

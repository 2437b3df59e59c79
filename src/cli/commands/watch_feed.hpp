#pragma once
#include <nowthen/genesys/client.hpp>
#include <string>
#include <vector>

#include "cli/commands/live_watch.hpp"

namespace nowthen::cli {

/// Which conversations a board shows.
struct FeedFilter {
  std::vector<std::string> queues;  ///< Ids; none: all.
  std::vector<std::string> media;   ///< None: all.
};

/// Shows the floor of the platform's organisation as the live feed has it, until stopped: each second on a
/// terminal, in place; elsewhere a block each `options.every`. How it is known, and how old that is, stands
/// above. Nothing is kept. Gives `interrupted`. Blocks; fails as the feed does, where trying again would be
/// in vain.
Result<ExitCode> watch_feed(Context& context, const Client& client, const FeedFilter& filter,
                            const WatchOptions& options);

}  // namespace nowthen::cli

#include "cli/commands/commands.hpp"

#include "cli/command.hpp"

namespace nowthen::cli {

void add_all_commands(CommandSet& commands) { static_cast<void>(commands); }

}  // namespace nowthen::cli

#pragma once
#include <string>

#include "cli/command.hpp"

namespace nowthen::cli {

/// What `nowthen --help` shows: every command under its heading, the global options, where to begin.
std::string program_help(const CommandSet& commands, const Options& globals);

/// What `nowthen COMMAND --help` shows: usage, description, options, examples. Lines of at most 100 columns.
std::string command_help(const Command& command, const Options& globals);

}  // namespace nowthen::cli

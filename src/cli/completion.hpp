#pragma once
#include <string>

#include "cli/command.hpp"

namespace nowthen::cli {

// Scripts that complete commands, options and values in a shell, made from what the commands declare.

std::string bash_completion(const CommandSet& commands, const Options& globals);
std::string zsh_completion(const CommandSet& commands, const Options& globals);
std::string fish_completion(const CommandSet& commands, const Options& globals);

}  // namespace nowthen::cli

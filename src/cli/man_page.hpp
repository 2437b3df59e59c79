#pragma once
#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace nowthen::cli {

/// The page nowthen(1) in the man macros, made from what the commands declare.
std::string man_page(const CommandSet& commands, const Options& globals, std::string_view version);

}  // namespace nowthen::cli

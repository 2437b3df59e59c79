#pragma once
#include <nowthen/core/result.hpp>
#include <span>
#include <string>

#include "cli/command.hpp"

namespace nowthen::cli {

/// What the command line asks for. Values went where the declarations point.
struct Invocation {
  const Command* command = nullptr;  ///< Null: none was named.
  bool help = false;                 ///< `--help` or `-h` was among the arguments.
};

/// Reads the arguments that follow the program's name: `[GLOBAL]... COMMAND [OPTION|GLOBAL|ARGUMENT]...`.
///
/// `--name value`, `--name=value`, `-n value`, `-nvalue`, `-abc` for flags, `--` before arguments that begin
/// with a dash; a dash followed by a digit (`-24h`) is an argument. A value given twice: the last one holds.
/// Fails with a usage error, the nearest known name in its hint. `--help` among the arguments silences
/// complaints about the others.
Result<Invocation> parse_command_line(const CommandSet& commands, const Options& globals,
                                      std::span<const std::string> arguments);

}  // namespace nowthen::cli

#pragma once
#include <chrono>
#include <functional>
#include <iosfwd>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/random.hpp>
#include <nowthen/genesys/client.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "cli/config_source.hpp"
#include "cli/hangups.hpp"
#include "cli/terminal_size.hpp"

namespace nowthen::cli {

/// Everything outside the program, as ports. Whatever is referred to outlives `run`.
struct Process {
  std::vector<std::string> arguments;  ///< Without the program's name.
  Environment environment;
  FileReader read_file;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int terminal_width = 80;
  /// The terminal's size as it is now. Empty: `terminal_width` holds, its height is not known.
  std::function<TerminalSize()> terminal_size{};
  /// Reads a line that somebody types. Empty: there is nobody to ask.
  std::function<Result<std::string>(const std::stop_token&)> read_answer{};
  Clock& clock;
  Random& random;
  /// Called once, before any work. Empty: nothing stops it.
  std::function<std::stop_token()> stop_on_signals;
  /// See `SignalWatch::end_within`. Empty: work takes as long as it takes.
  std::function<void(std::chrono::milliseconds grace)> end_within{};
  /// `errno` of the write to `out` that failed. Empty: not known.
  std::function<int()> output_failure;
  std::function<Result<Client>(const ClientOptions&)> make_client;
  /// Hang-ups that come. Null: none do.
  Hangups* hangups = nullptr;
};

/// The whole program: reads the command line, resolves settings, runs the command, reports its error.
/// @return the exit code. Throws nothing.
int run(const Process& process) noexcept;

}  // namespace nowthen::cli

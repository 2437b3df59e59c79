#include "cli/run.hpp"

#include <cerrno>
#include <exception>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/context.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/report_error.hpp"
#include "cli/resolve_settings.hpp"

namespace nowthen::cli {
namespace {

Result<ExitCode> run_command(const Process& process, const Command& command, const GlobalOptions& given) {
  const auto settings =
      command.reads_settings
          ? resolve_settings(
                {.given = given, .environment = process.environment, .read_file = process.read_file})
          : settings_without_sources(given, process.environment);
  if (!settings) return settings.error();
  Context context{.settings = *settings,
                  .out = process.out,
                  .err = process.err,
                  .out_is_terminal = process.out_is_terminal,
                  .err_is_terminal = process.err_is_terminal,
                  .terminal_width = process.terminal_width,
                  .clock = process.clock,
                  .random = process.random,
                  .stop = process.stop_on_signals ? process.stop_on_signals() : std::stop_token{},
                  .make_client = process.make_client};
  return command.action(context);
}

Result<ExitCode> run_line(const Process& process) {
  CommandSet commands;
  add_all_commands(commands);
  GlobalOptions given;
  const Options globals = declare_global_options(given);

  const auto invocation = parse_command_line(commands, globals, process.arguments);
  if (!invocation) return invocation.error();
  if (given.version && !invocation->help) {
    process.out << "nowthen " NOWTHEN_VERSION "\n";
  } else if (invocation->help || given.help) {
    process.out << (invocation->command == nullptr ? program_help(commands, globals)
                                                   : command_help(*invocation->command, globals));
  } else if (invocation->command == nullptr) {
    process.err << program_help(commands, globals);
    return ExitCode::usage;
  } else {
    return run_command(process, *invocation->command, given);
  }
  return ExitCode::ok;
}

/// What became of standard output decides last: data that did not arrive is a failure, unless its reader
/// left.
ExitCode after_output(const Process& process, ExitCode code) {
  errno = 0;
  process.out.flush();
  return code;
}

}  // namespace

int run(const Process& process) noexcept {
  try {
    const auto done = run_line(process);
    return static_cast<int>(after_output(process, done ? *done : report_error(process.err, done.error())));
  } catch (const ApiError& error) {
    return static_cast<int>(report_error(process.err, error.error()));
  } catch (const std::exception& error) {
    return static_cast<int>(report_error(
        process.err, {.kind = ErrorKind::local, .message = std::string("unexpected: ") + error.what()}));
  }
}

}  // namespace nowthen::cli

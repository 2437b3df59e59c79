#include "cli/run.hpp"

#include <cerrno>
#include <exception>
#include <ostream>
#include <system_error>

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
  const auto read_settings = [&] {
    return resolve_settings(
        {.given = given, .environment = process.environment, .read_file = process.read_file});
  };
  const auto settings =
      command.reads_settings ? read_settings() : settings_without_sources(given, process.environment);
  if (!settings) return settings.error();
  Log log({.level = settings->log_level, .format = settings->log_format}, process.err);
  ServerClock clock(process.clock);
  Context context{.settings = *settings,
                  .out = process.out,
                  .err = process.err,
                  .out_is_terminal = process.out_is_terminal,
                  .err_is_terminal = process.err_is_terminal,
                  .terminal_width = process.terminal_width,
                  .terminal_size = process.terminal_size,
                  .clock = clock,
                  .random = process.random,
                  .stop = process.stop_on_signals ? process.stop_on_signals() : std::stop_token{},
                  .end_within = process.end_within,
                  .log = &log,
                  .server_clock = &clock,
                  .read_answer = process.read_answer,
                  .make_client = process.make_client,
                  .hangups = process.hangups,
                  .settings_again = read_settings};
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

/// Data that did not arrive is a failure, unless its reader left because it had seen enough (`| head`).
ExitCode after_output(const Process& process, ExitCode code) {
  if (process.out.flush()) return code;
  const int failure = process.output_failure ? process.output_failure() : EIO;
  if (failure == EPIPE) return ExitCode::ok;
  return report_error(
      process.err,
      {.kind = ErrorKind::local,
       .message = "cannot write to standard output: " + std::generic_category().message(failure),
       .hint = failure == ENOSPC ? "make room on the disk it goes to, then run it again"
                                 : "see where standard output goes, or name a file with -o FILE"});
}

/// An error that only follows from lost output is not told beside it.
ExitCode reported(const Process& process, const Result<ExitCode>& done) {
  if (done) return *done;
  return process.out ? report_error(process.err, done.error()) : exit_code_of(done.error());
}

}  // namespace

int run(const Process& process) noexcept {
  try {
    const auto done = run_line(process);
    return static_cast<int>(after_output(process, reported(process, done)));
  } catch (const ApiError& error) {
    return static_cast<int>(report_error(process.err, error.error()));
  } catch (const std::exception& error) {
    return static_cast<int>(
        report_error(process.err, {.kind = ErrorKind::local,
                                   .message = std::string("unexpected: ") + error.what(),
                                   .hint = "this is a defect of nowthen: report it with what was run"}));
  }
}

}  // namespace nowthen::cli

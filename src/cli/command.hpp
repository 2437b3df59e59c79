#pragma once
#include <deque>
#include <functional>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace nowthen::cli {

struct Context;

/// The work of a command, run after everything on the command line was accepted. An error is reported by the
/// frame.
using Action = std::function<Result<ExitCode>(Context&)>;

/// One command as declared: what parsing, help, completion and man page are made from.
struct Command {
  /// Under which heading `nowthen --help` shows it.
  enum class Group { ask, keep, run, set_up, hidden };

  std::string name;
  Group group = Group::ask;
  std::string summary;      ///< One line for `nowthen --help`, without a full stop.
  std::string description;  ///< One or two paragraphs for `nowthen NAME --help`; wrapped by the frame.
  std::string examples;     ///< Lines `nowthen ...` with `# what it does` above, shown as they are.
  Options options{};
  Action action{};
  bool reads_settings = true;  ///< False: environment and configuration file are not looked at.
};

/// The commands of the program, in the order in which help shows them. References stay valid.
class CommandSet {
 public:
  Command& add(Command command);
  const Command* find(std::string_view name) const;
  const std::deque<Command>& all() const noexcept { return commands_; }

 private:
  std::deque<Command> commands_;
};

}  // namespace nowthen::cli

#include "cli/completion.hpp"

#include <memory>
#include <ostream>

#include "cli/command.hpp"
#include "cli/commands/commands.hpp"
#include "cli/context.hpp"
#include "cli/global_options.hpp"
#include "cli/man_page.hpp"

namespace nowthen::cli {
namespace {

std::string completion_for(const std::string& shell, const CommandSet& commands) {
  GlobalOptions unused;
  const Options globals = declare_global_options(unused);
  if (shell == "zsh") return zsh_completion(commands, globals);
  if (shell == "fish") return fish_completion(commands, globals);
  return bash_completion(commands, globals);
}

}  // namespace

void add_completion(CommandSet& commands) {
  const auto shell = std::make_shared<std::string>();
  Options options;
  options.argument("SHELL", shell.get(), "The shell to complete for")
      .one_of({"bash", "zsh", "fish"})
      .must_be_given();
  commands.add({.name = "completion",
                .group = Command::Group::set_up,
                .summary = "Print what makes a shell complete commands, options and values",
                .description = "Prints a script for the shell. Load it now, or put it where the shell looks.",
                .examples = "# bash, for this session\n"
                            "source <(nowthen completion bash)\n"
                            "# zsh, for good, in a folder of its $fpath\n"
                            "nowthen completion zsh > ~/.zfunc/_nowthen\n"
                            "# fish, for good\n"
                            "nowthen completion fish > ~/.config/fish/completions/nowthen.fish\n",
                .options = std::move(options),
                .action = [shell, &commands](Context& context) -> Result<ExitCode> {
                  context.out << completion_for(*shell, commands);
                  return ExitCode::ok;
                },
                .reads_settings = false});
}

void add_man(CommandSet& commands) {
  commands.add({.name = "man",
                .group = Command::Group::hidden,
                .summary = "Print the manual page",
                .action = [&commands](Context& context) -> Result<ExitCode> {
                  GlobalOptions unused;
                  context.out << man_page(commands, declare_global_options(unused), NOWTHEN_VERSION);
                  return ExitCode::ok;
                },
                .reads_settings = false});
}

}  // namespace nowthen::cli

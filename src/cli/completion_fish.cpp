#include <fmt/format.h>

#include "cli/completion.hpp"

namespace nowthen::cli {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string value_part(const Option& option) {
  if (option.is_flag()) return {};
  if (!option.choices.empty())
    return fmt::format(" -x -a {}", quoted(fmt::format("{}", fmt::join(option.choices, " "))));
  return option.takes_file ? " -r -F" : " -x";
}

std::string name_part(const Option& option) {
  std::string text;
  for (const std::string_view name : option.each_name())
    text += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2))
                                   : fmt::format(" -s {}", name.substr(1));
  return text;
}

std::string lines_of(const Options& options, std::string_view condition) {
  std::string lines;
  for (const Option& option : options.all()) {
    if (option.hidden) continue;
    const std::string names = option.is_argument() ? "" : name_part(option);
    lines += fmt::format("complete -c nowthen{}{}{} -d {}\n", condition, names, value_part(option),
                         quoted(option.help));
  }
  return lines;
}

}  // namespace

std::string fish_completion(const CommandSet& commands, const Options& globals) {
  std::string text =
      "# fish completion of nowthen; written by: nowthen completion fish\n"
      "complete -c nowthen -f\n";
  for (const Command& command : commands.all())
    if (command.group != Command::Group::hidden)
      text += fmt::format("complete -c nowthen -n __fish_use_subcommand -a {} -d {}\n", command.name,
                          quoted(command.summary));
  for (const Command& command : commands.all())
    if (command.group != Command::Group::hidden)
      text += lines_of(command.options, fmt::format(" -n '__fish_seen_subcommand_from {}'", command.name));
  return text + lines_of(globals, "");
}

}  // namespace nowthen::cli

#include <fmt/format.h>

#include "cli/completion.hpp"

namespace nowthen::cli {
namespace {

/// Text inside the brackets of a specification that itself stands in single quotes.
std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string value_part(const Option& option) {
  if (option.is_flag()) return {};
  const std::string name = quoted(option.value_name);
  if (!option.choices.empty()) return fmt::format(":{}:({})", name, fmt::join(option.choices, " "));
  return fmt::format(":{}:{}", name, option.takes_file ? "_files" : " ");
}

bool may_repeat(const Option& option) {
  return std::holds_alternative<std::vector<std::string>*>(option.target);
}

std::string specification(const Option& option) {
  if (option.is_argument()) return fmt::format("'{}{}'", may_repeat(option) ? "*" : "", value_part(option));
  const auto names = option.each_name();
  const std::string rest = fmt::format("'[{}]{}'", quoted(option.help), value_part(option));
  if (may_repeat(option)) return fmt::format("'*'{}{}", names.back(), rest);
  if (names.size() == 1) return fmt::format("{}{}", names.front(), rest);
  return fmt::format("'({})'{{{}}}{}", fmt::join(names, " "), fmt::join(names, ","), rest);
}

std::string specifications(const Options& options) {
  std::string text;
  for (const Option& option : options.all())
    if (!option.hidden) text += fmt::format(" \\\n        {}", specification(option));
  return text;
}

}  // namespace

std::string zsh_completion(const CommandSet& commands, const Options& globals) {
  std::string names;
  std::string cases;
  for (const Command& command : commands.all()) {
    if (command.group == Command::Group::hidden) continue;
    names += fmt::format("    '{}:{}'\n", command.name, quoted(command.summary));
    cases += fmt::format("    {})\n      _arguments -s{}{}\n      ;;\n", command.name,
                         specifications(command.options), " \\\n        $globals");
  }
  return fmt::format(R"(#compdef nowthen
# zsh completion of nowthen; written by: nowthen completion zsh
_nowthen() {{
  local context state line
  typeset -A opt_args
  local -a globals commands
  globals=({}
  )
  commands=(
{}  )
  _arguments -C -s $globals '1:command:->command' '*::argument:->argument' && return
  if [[ $state == command ]]; then
    _describe command commands
    return
  fi
  case $line[1] in
{}  esac
}}
_nowthen "$@"
)",
                     specifications(globals), names, cases);
}

}  // namespace nowthen::cli

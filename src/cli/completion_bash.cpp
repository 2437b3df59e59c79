#include <fmt/format.h>

#include "cli/completion.hpp"

namespace nowthen::cli {
namespace {

/// `history:--media|history:-m`: what the case statement looks for.
std::string pattern_of(const Option& option, std::string_view command) {
  std::vector<std::string> patterns;
  for (const std::string_view name : option.each_name())
    patterns.push_back(fmt::format("{}:{}", command, name));
  return fmt::format("{}", fmt::join(patterns, "|"));
}

/// What fills COMPREPLY with the values of one option; nothing where only its user knows them.
std::string reply_for(const Option& option) {
  if (option.takes_file) return "_nowthen_files \"$current\"";
  if (option.choices.empty()) return "COMPREPLY=()";
  const std::string choices = fmt::format("{}", fmt::join(option.choices, " "));
  if (option.is_list()) return fmt::format("_nowthen_list '{}' \"$current\"", choices);
  return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$current\"))", choices);
}

/// What may follow an option that takes a value.
std::string values_of(const Options& options, std::string_view command) {
  std::string lines;
  for (const Option& option : options.all()) {
    if (option.hidden || option.is_flag() || option.is_argument()) continue;
    lines += fmt::format("    {}) {}; return ;;\n", pattern_of(option, command), reply_for(option));
  }
  return lines;
}

std::vector<std::string> words_of(const Options& options) {
  std::vector<std::string> words;
  for (const Option& option : options.all()) {
    if (option.hidden) continue;
    if (option.is_argument()) words.insert(words.end(), option.choices.begin(), option.choices.end());
    if (!option.is_argument()) words.emplace_back(option.long_name());
  }
  return words;
}

/// Names with blanks stay one; the last of several values with commas is the one being typed.
constexpr std::string_view helpers = R"(# bash completion of nowthen; written by: nowthen completion bash
_nowthen_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}
_nowthen_list() {
  local head=
  [[ $2 != *,* ]] || head=${2%,*},
  COMPREPLY=($(compgen -P "$head" -W "$1" -- "${2##*,}"))
}
)";

}  // namespace

std::string bash_completion(const CommandSet& commands, const Options& globals) {
  const auto global_words = words_of(globals);
  std::vector<std::string> names;
  std::string values = values_of(globals, "*");
  std::string words;
  for (const Command& command : commands.all()) {
    if (command.group == Command::Group::hidden) continue;
    names.push_back(command.name);
    values += values_of(command.options, command.name);
    words += fmt::format("    {}) words='{}' ;;\n", command.name, fmt::join(words_of(command.options), " "));
  }
  // bash makes three words of --name=value. Options come where nothing else may, or a dash asks for them.
  return fmt::format(R"({}_nowthen() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command= word words=
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in
      {}) command=$word; break ;;
    esac
  done
  case $command:$previous in
{}  esac
  case $command in
    '') words='{}' ;;
{}  esac
  [[ $current != -* && $words != -* ]] || words+=' {}'
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -F _nowthen nowthen
)",
                     helpers, fmt::join(names, "|"), values, fmt::join(names, " "), words,
                     fmt::join(global_words, " "));
}

}  // namespace nowthen::cli

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

/// What may follow an option that takes a value; nothing where only its user knows.
std::string values_of(const Options& options, std::string_view command) {
  std::string lines;
  for (const Option& option : options.all()) {
    if (option.hidden || option.is_flag() || option.is_argument()) continue;
    std::string reply = "COMPREPLY=()";
    if (option.takes_file) reply = "COMPREPLY=($(compgen -f -- \"$current\"))";
    if (!option.choices.empty())
      reply = fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$current\"))", fmt::join(option.choices, " "));
    lines += fmt::format("    {}) {}; return ;;\n", pattern_of(option, command), reply);
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
  return fmt::format(R"(# bash completion of nowthen; written by: nowthen completion bash
_nowthen() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command= word words=
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
  COMPREPLY=($(compgen -W "$words {}" -- "$current"))
}}
complete -F _nowthen nowthen
)",
                     fmt::join(names, "|"), values, fmt::join(names, " "), words,
                     fmt::join(global_words, " "));
}

}  // namespace nowthen::cli

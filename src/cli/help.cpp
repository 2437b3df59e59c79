#include "cli/help.hpp"

#include <fmt/format.h>

#include <array>

namespace nowthen::cli {
namespace {
constexpr std::size_t line_width = 96;
constexpr std::size_t widest_left = 30;
constexpr double endless = 1e6;  // A greatest number that nobody needs to be told.

struct Heading {
  Command::Group group;
  std::string_view text;
};
constexpr std::array headings{
    Heading{Command::Group::ask, "Ask Genesys Cloud"},
    Heading{Command::Group::keep, "Keep and query"},
    Heading{Command::Group::run, "Run beside it"},
    Heading{Command::Group::set_up, "Set up and look around"},
};

/// `text` in lines of at most `width`, later lines indented; a blank line separates paragraphs.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string lines;
  std::size_t column = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (column > 0 && column + 1 + word.size() > width) {
      lines += '\n' + std::string(indent, ' ');
      column = 0;
    }
    if (column > 0 && !word.empty()) lines += ' ';
    column += word.size() + (column > 0 ? 1 : 0);
    lines += word;
    const bool paragraph = text.substr(end).starts_with("\n\n");
    if (paragraph) {
      lines += "\n\n" + std::string(indent, ' ');
      column = 0;
    }
    text.remove_prefix(std::min(text.size(), end + (paragraph ? 2U : 1U)));
  }
  return lines;
}

/// Two columns; what is too wide for the left one stands on a line of its own.
std::string entry(std::string_view left, std::string_view right, std::size_t left_width) {
  std::string line = fmt::format("  {:<{}}  ", left, left_width);
  if (left.size() > left_width) line = fmt::format("  {}\n{}", left, std::string(left_width + 4, ' '));
  return line + wrapped(right, left_width + 4, line_width - left_width - 4) + '\n';
}

std::string left_text(const Option& option) {
  if (option.is_argument()) return option.names;
  std::string text = option.each_name().size() > 1 ? "" : "    ";
  for (const std::string_view name : option.each_name())
    text += fmt::format("{}{}", text.size() > 1 && text[0] == '-' ? ", " : "", name);
  return option.is_flag() ? text : text + ' ' + option.value_name;
}

std::string right_text(const Option& option) {
  std::string text = option.help;
  std::string remarks;
  const auto remark = [&remarks](const std::string& what) {
    remarks += (remarks.empty() ? "" : "; ") + what;
  };
  if (!option.choices.empty()) remark(fmt::format("{}", fmt::join(option.choices, ", ")));
  if (option.range && option.range->second < endless)
    remark(fmt::format("{} to {}", option.range->first, option.range->second));
  if (!option.default_text.empty()) remark("default: " + option.default_text);
  return remarks.empty() ? text : fmt::format("{} ({})", text, remarks);
}

template <class Wanted>
std::string option_entries(const Options& options, Wanted wanted) {
  std::size_t width = 0;
  for (const Option& option : options.all())
    if (!option.hidden && wanted(option))
      width = std::max(width, std::min(left_text(option).size(), widest_left));
  std::string text;
  for (const Option& option : options.all())
    if (!option.hidden && wanted(option)) text += entry(left_text(option), right_text(option), width);
  return text;
}

std::string usage_line(const Command& command) {
  std::string line = "Usage: nowthen " + command.name;
  bool has_options = false;
  std::string arguments;
  for (const Option& option : command.options.all()) {
    has_options |= !option.is_argument() && !option.hidden;
    if (!option.is_argument()) continue;
    const bool many = std::holds_alternative<std::vector<std::string>*>(option.target);
    const std::string shown = option.names + (many ? "..." : "");
    arguments += option.required ? ' ' + shown : " [" + shown + ']';
  }
  return line + (has_options ? " [options]" : "") + arguments + '\n';
}

/// The long names in lines below one another.
std::string names_of(const Options& options) {
  std::vector<std::string_view> names;
  for (const Option& option : options.all())
    if (!option.hidden) names.push_back(option.long_name());
  return wrapped(fmt::format("{}", fmt::join(names, " ")), 2, line_width - 2);
}

bool is_argument(const Option& option) { return option.is_argument(); }
bool is_option(const Option& option) { return !option.is_argument(); }

std::string examples_text(std::string_view examples) {
  std::string text;
  while (!examples.empty()) {
    const auto end = std::min(examples.find('\n'), examples.size());
    text += end == 0 ? "\n" : fmt::format("  {}\n", examples.substr(0, end));
    examples.remove_prefix(std::min(examples.size(), end + 1));
  }
  return text;
}

}  // namespace

std::string program_help(const CommandSet& commands, const Options& globals) {
  std::string text =
      "nowthen: the live and the historical conversation data of a Genesys Cloud organisation\n\n"
      "Usage: nowthen COMMAND [options]\n";
  for (const Heading& heading : headings) {
    std::string entries;
    for (const Command& command : commands.all())
      if (command.group == heading.group) entries += entry(command.name, command.summary, 12);
    if (!entries.empty()) text += fmt::format("\n{}:\n{}", heading.text, entries);
  }
  text += "\nOptions of every command, before or after its name:\n" + option_entries(globals, is_option);
  text +=
      "\nNo organisation at hand?\n"
      "  nowthen demo    shows everything against a simulated one, by itself\n"
      "  nowthen sim     is one: give the exports it prints to another shell, try nowthen live there\n"
      "\nnowthen COMMAND --help shows the options of one command, with examples.\n";
  return text;
}

std::string command_help(const Command& command, const Options& globals) {
  std::string text = usage_line(command);
  const std::string& description = command.description.empty() ? command.summary : command.description;
  text += '\n' + wrapped(description, 0, line_width) + '\n';
  if (const auto arguments = option_entries(command.options, is_argument); !arguments.empty())
    text += "\nArguments:\n" + arguments;
  if (const auto options = option_entries(command.options, is_option); !options.empty())
    text += "\nOptions:\n" + options;
  if (!command.examples.empty()) text += "\nExamples:\n" + examples_text(command.examples);
  text += "\nOptions of every command (nowthen --help explains them):\n  " + names_of(globals) + '\n';
  return text;
}

}  // namespace nowthen::cli

#include "cli/parse.hpp"

#include <fmt/format.h>

#include "cli/report_error.hpp"
#include "core/nearest.hpp"

namespace nowthen::cli {
namespace {

bool looks_like_option(std::string_view text) {
  return text.size() > 1 && text.front() == '-' && !(text[1] >= '0' && text[1] <= '9');
}

/// The secret would be visible to every process of the machine, and stay in the shell's history.
Error secret_refused() {
  return usage_error("a client secret is not accepted on the command line",
                     "export GENESYS_CLIENT_SECRET, or name a file in GENESYS_CLIENT_SECRET_FILE");
}

bool asks_for_help(std::span<const std::string> arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return false;
    if (argument == "-h" || argument == "--help") return true;
  }
  return false;
}

/// Walks over the arguments once.
class Parser {
 public:
  Parser(const CommandSet& commands, const Options& globals, std::span<const std::string> arguments)
      : commands_(commands), globals_(globals), rest_(arguments) {}

  Result<Invocation> parse() {
    const bool help = asks_for_help(rest_);
    while (!rest_.empty()) {
      const std::string& text = take();
      auto read = only_arguments_ || !looks_like_option(text) ? read_argument(text) : read_option(text);
      if (!read && !help) return read.error();
    }
    if (auto missing = missing_argument(); missing && !help) return *missing;
    return Invocation{command_, help};
  }

 private:
  const std::string& take() {
    const std::string& first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }

  Result<void> read_argument(const std::string& text) {
    if (command_ == nullptr) return read_command(text);
    std::size_t position = 0;
    for (const Option& option : command_->options.all()) {
      if (!option.is_argument()) continue;
      const bool takes_more = std::holds_alternative<std::vector<std::string>*>(option.target);
      if (position++ < arguments_read_ && !takes_more) continue;
      ++arguments_read_;
      return put(option, text);
    }
    return usage_error(fmt::format("{} does not take the argument '{}'", command_->name, text),
                       fmt::format("nowthen {} --help", command_->name));
  }

  Result<void> read_command(const std::string& text) {
    command_ = commands_.find(text);
    if (command_ != nullptr) return {};
    std::vector<std::string> names;
    for (const Command& command : commands_.all())
      if (command.group != Command::Group::hidden) names.push_back(command.name);
    const auto near = nearest(text, names);
    return usage_error(
        fmt::format("there is no command '{}'", text),
        near ? fmt::format("did you mean: nowthen {}", *near) : "nowthen --help lists the commands");
  }

  Result<void> read_option(std::string_view text) {
    if (text == "--") {
      only_arguments_ = true;
      return {};
    }
    return text.starts_with("--") ? read_long(text) : read_short(text.substr(1));
  }

  Result<void> read_long(std::string_view text) {
    const auto equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const Option* option = find(name);
    if (option == nullptr) return unknown_option(name);
    if (equals == std::string_view::npos) return read_value(*option, name);
    if (option->is_flag())
      return usage_error(fmt::format("{} takes no value", name), fmt::format("write {} alone", name));
    return put(*option, text.substr(equals + 1));
  }

  /// `-o FILE`, `-oFILE`, or several flags at once.
  Result<void> read_short(std::string_view letters) {
    while (!letters.empty()) {
      const std::string name{'-', letters.front()};
      letters.remove_prefix(1);
      const Option* option = find(name);
      if (option == nullptr) return unknown_option(name);
      if (!option->is_flag() && !letters.empty()) return put(*option, letters);
      if (auto read = read_value(*option, name); !read) return read;
    }
    return {};
  }

  Result<void> read_value(const Option& option, std::string_view name) {
    if (option.is_flag()) return put(option, {});
    if (rest_.empty() || find(rest_.front()) != nullptr)
      return usage_error(fmt::format("{} needs a value: {} {}", name, name, option.value_name),
                         help_of_command());
    return put(option, take());
  }

  Result<void> put(const Option& option, std::string_view text) {
    if (auto problem = assign(option, text)) return usage_error(std::move(*problem), help_of_command());
    return {};
  }

  const Option* find(std::string_view name) const {
    const Option* found = command_ == nullptr ? nullptr : find_in(command_->options, name);
    return found != nullptr ? found : find_in(globals_, name);
  }

  static const Option* find_in(const Options& options, std::string_view name) {
    for (const Option& option : options.all())
      for (const std::string_view known : option.each_name())
        if (!option.is_argument() && known == name) return &option;
    return nullptr;
  }

  Error unknown_option(std::string_view name) const {
    if (name == "--client-secret" || name == "--secret") return secret_refused();
    std::vector<std::string> names;
    const auto collect = [&names](const Options& options) {
      for (const Option& option : options.all())
        if (!option.hidden && !option.is_argument())
          for (const std::string_view known : option.each_name()) names.emplace_back(known);
    };
    if (command_ != nullptr) collect(command_->options);
    collect(globals_);
    const auto near = name.size() > 2 ? nearest(name, names) : std::nullopt;
    const std::string where = command_ == nullptr ? "" : command_->name + " ";
    return usage_error(
        fmt::format("{}does not know the option '{}'", where.empty() ? "nowthen " : where, name),
        near ? "did you mean: " + *near : help_of_command());
  }

  std::string help_of_command() const {
    return command_ == nullptr ? "nowthen --help" : fmt::format("nowthen {} --help", command_->name);
  }

  std::optional<Error> missing_argument() const {
    if (command_ == nullptr) return std::nullopt;
    std::size_t position = 0;
    for (const Option& option : command_->options.all())
      if (option.is_argument() && position++ >= arguments_read_ && option.required)
        return usage_error(fmt::format("{} needs {}: nowthen {} {}", command_->name, option.names,
                                       command_->name, option.names),
                           help_of_command());
    return std::nullopt;
  }

  const CommandSet& commands_;
  const Options& globals_;
  std::span<const std::string> rest_;
  const Command* command_ = nullptr;
  std::size_t arguments_read_ = 0;
  bool only_arguments_ = false;
};

}  // namespace

Result<Invocation> parse_command_line(const CommandSet& commands, const Options& globals,
                                      std::span<const std::string> arguments) {
  return Parser(commands, globals, arguments).parse();
}

}  // namespace nowthen::cli

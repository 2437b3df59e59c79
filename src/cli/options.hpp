#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace nowthen::cli {

/// Where the value of an option goes. What it points to must live as long as the option.
using OptionTarget = std::variant<bool*, int*, std::uint64_t*, double*, std::string*, std::optional<int>*,
                                  std::optional<std::string>*, std::vector<std::string>*>;

/// One option, flag or argument as declared: what parsing, help, completion and man page are made from.
struct Option {
  std::string names;       ///< `-o,--output`; for an argument its name in capitals, such as `SHELL`.
  std::string value_name;  ///< `FILE`; empty: a flag.
  std::string help;        ///< One sentence without a full stop.
  OptionTarget target;
  std::vector<std::string> choices;                ///< The only values allowed. Empty: any.
  std::optional<std::pair<double, double>> range;  ///< Least and greatest number allowed.
  std::string default_text;                        ///< Shown in help; empty: nothing is shown.
  bool required = false;                           ///< Arguments only: options are optional.
  bool takes_file = false;                         ///< Completed with file names.
  bool hidden = false;                             ///< Not in help and completion.

  /// The only values allowed; help and completion list them.
  Option& one_of(std::vector<std::string> values);
  /// The least and the greatest number allowed.
  Option& between(double least, double greatest);
  /// What help shows as the default.
  Option& defaults_to(std::string text);
  Option& must_be_given();
  Option& names_a_file();
  Option& hide();

  bool is_flag() const noexcept { return value_name.empty(); }
  bool is_argument() const noexcept { return names.empty() || names.front() != '-'; }
  bool is_list() const noexcept { return std::holds_alternative<std::vector<std::string>*>(target); }
  /// The longest name, such as `--output`: what messages call it.
  std::string_view long_name() const noexcept;
  /// Each name, such as `-o` and `--output`.
  std::vector<std::string_view> each_name() const;
};

/// The options of one command, in the order in which help shows them. References stay valid.
class Options {
 public:
  /// `--quiet`: sets `target` to true.
  Option& flag(std::string names, bool& target, std::string help);
  /// `--page-size N`: a list (`vector`) may be given several times or with commas.
  Option& value(std::string names, std::string value_name, OptionTarget target, std::string help);
  /// A positional argument, such as `SHELL`.
  Option& argument(std::string name, OptionTarget target, std::string help);

  const std::deque<Option>& all() const noexcept { return options_; }

 private:
  std::deque<Option> options_;
};

/// Puts `text` where `option` wants it. Empty when it could; otherwise one line that says what is allowed.
std::optional<std::string> assign(const Option& option, std::string_view text);

}  // namespace nowthen::cli

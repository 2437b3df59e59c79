#include "cli/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/nearest.hpp"

namespace nowthen::cli {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string allowed_numbers(const Option& option, bool whole) {
  std::string text = whole ? "a whole number" : "a number";
  if (option.range) text += fmt::format(" from {} to {}", option.range->first, option.range->second);
  return text;
}

template <class Number>
std::optional<std::string> assign_number(const Option& option, std::string_view text, Number& target) {
  Number number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool inside = !option.range || (static_cast<double>(number) >= option.range->first &&
                                        static_cast<double>(number) <= option.range->second);
  if (failure != std::errc{} || end != text.data() + text.size() || !inside)
    return fmt::format("{} must be {}, not '{}'", option.long_name(),
                       allowed_numbers(option, std::is_integral_v<Number>), text);
  target = number;
  return std::nullopt;
}

std::optional<std::string> refusal(const Option& option, std::string_view text) {
  if (option.choices.empty() ||
      std::find(option.choices.begin(), option.choices.end(), text) != option.choices.end())
    return std::nullopt;
  return fmt::format("{} must be one of {}, not '{}'{}", option.long_name(), fmt::join(option.choices, ", "),
                     text, text.empty() ? "" : did_you_mean(text, option.choices));
}

/// One overload a kind of target.
struct Assigner {
  const Option& option;
  std::string_view text;
  using Answer = std::optional<std::string>;

  Answer operator()(bool* target) const {
    *target = true;
    return std::nullopt;
  }
  Answer operator()(int* target) const { return assign_number(option, text, *target); }
  Answer operator()(std::uint64_t* target) const { return assign_number(option, text, *target); }
  Answer operator()(double* target) const { return assign_number(option, text, *target); }
  Answer operator()(std::optional<int>* target) const {
    int number = 0;
    auto problem = assign_number(option, text, number);
    if (!problem) *target = number;
    return problem;
  }
  Answer operator()(std::string* target) const { return assign_text(*target); }
  Answer operator()(std::optional<std::string>* target) const { return assign_text(*target); }
  Answer operator()(std::vector<std::string>* target) const {
    if (option.takes_file) {  // a file's name may have commas
      target->emplace_back(text);
      return std::nullopt;
    }
    for (const std::string_view part : split(text, ',')) {
      if (part.empty()) return fmt::format("{} has an empty value in '{}'", option.long_name(), text);
      if (auto problem = refusal(option, part)) return problem;
      target->emplace_back(part);
    }
    return std::nullopt;
  }

 private:
  template <class Text>
  Answer assign_text(Text& target) const {
    if (auto problem = refusal(option, text)) return problem;
    target = std::string(text);
    return std::nullopt;
  }

 public:
  Assigner(const Option& the_option, std::string_view the_text) : option(the_option), text(the_text) {}
};

}  // namespace

Option& Option::one_of(std::vector<std::string> values) {
  choices = std::move(values);
  return *this;
}

Option& Option::between(double least, double greatest) {
  range = {least, greatest};
  return *this;
}

Option& Option::defaults_to(std::string text) {
  default_text = std::move(text);
  return *this;
}

Option& Option::must_be_given() {
  required = true;
  return *this;
}

Option& Option::names_a_file() {
  takes_file = true;
  return *this;
}

Option& Option::hide() {
  hidden = true;
  return *this;
}

std::string_view Option::long_name() const noexcept {
  const std::string_view all = names;
  const auto last = all.rfind(',');
  return last == std::string_view::npos ? all : all.substr(last + 1);
}

std::vector<std::string_view> Option::each_name() const { return split(names, ','); }

Option& Options::flag(std::string names, bool& target, std::string help) {
  return options_.emplace_back(Option{.names = std::move(names), .help = std::move(help), .target = &target});
}

Option& Options::value(std::string names, std::string value_name, OptionTarget target, std::string help) {
  return options_.emplace_back(Option{.names = std::move(names),
                                      .value_name = std::move(value_name),
                                      .help = std::move(help),
                                      .target = target});
}

Option& Options::argument(std::string name, OptionTarget target, std::string help) {
  Option option{.names = name, .help = std::move(help), .target = target};
  option.value_name = std::move(name);
  return options_.emplace_back(std::move(option));
}

std::optional<std::string> assign(const Option& option, std::string_view text) {
  if (option.takes_file && text.empty())
    return fmt::format("{} needs the name of a file, not ''", option.long_name());
  return std::visit(Assigner{option, text}, option.target);
}

}  // namespace nowthen::cli

#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nowthen::sim {

/// Name and value pairs in the order they came, percent-decoded.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first value of `name`, or nothing. The view lives as long as `fields`.
std::optional<std::string_view> field(const Fields& fields, std::string_view name);

/// Every value of `name`, those with commas taken apart, without empty ones.
std::vector<std::string> listed_values(const Fields& fields, std::string_view name);

/// A request target taken apart.
struct Target {
  std::string path;
  Fields query;
};

/// Splits and decodes `/path?name=value`. Empty for broken percent-encoding and for a target without leading
/// slash.
std::optional<Target> parse_target(std::string_view target);

/// The text as a name or a value of a query: whatever is not a letter, a digit or one of `-._~` as `%XX`.
std::string percent_encoded(std::string_view text);

/// Decodes `application/x-www-form-urlencoded` text. Empty for broken percent-encoding.
std::optional<Fields> parse_form(std::string_view text);

}  // namespace nowthen::sim

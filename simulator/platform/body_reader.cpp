#include "simulator/platform/body_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "simulator/http/json_object.hpp"
#include "simulator/platform/problems.hpp"

namespace nowthen::sim {
namespace {

namespace json = boost::json;

std::string shown(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

}  // namespace

BodyReader::BodyReader(const json::value& value, std::string where)
    : object_(object_or_empty(value)), where_(std::move(where)) {
  if (!value.is_object()) refuse(invalid_value(where_, shown(value), "an object is expected"));
}

void BodyReader::refuse(Problem problem) {
  if (!problem_) problem_ = std::move(problem);
}

void BodyReader::refuse_absent(std::string_view name) {
  refuse(platform_bad_request(path(name), path(name) + " is required."));
}

const json::value* BodyReader::member(std::string_view name) {
  names_.push_back(name);
  const json::value* value = object_.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::optional<std::string> BodyReader::text(std::string_view name) {
  const json::value* value = member(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return std::string(value->get_string());
  refuse(invalid_value(path(name), shown(*value), "a string is expected"));
  return std::nullopt;
}

std::optional<std::string> BodyReader::word(std::string_view name, std::span<const std::string_view> words) {
  auto given = text(name);
  if (!given || std::find(words.begin(), words.end(), *given) != words.end()) return given;
  refuse(invalid_value(path(name), *given, fmt::format("must be one of {}", fmt::join(words, ", "))));
  return std::nullopt;
}

std::optional<std::int64_t> BodyReader::integer(std::string_view name, std::int64_t least,
                                                std::int64_t most) {
  const json::value* value = member(name);
  if (value == nullptr) return std::nullopt;
  if (const auto given = whole_number(*value, least, most)) return given;
  refuse(
      invalid_value(path(name), shown(*value), fmt::format("must be a number from {} to {}", least, most)));
  return std::nullopt;
}

std::optional<double> BodyReader::number(std::string_view name) {
  const json::value* value = member(name);
  if (value == nullptr) return std::nullopt;
  if (const auto given = finite_number(*value)) return given;
  refuse(invalid_value(path(name), shown(*value), "a number is expected"));
  return std::nullopt;
}

std::optional<bool> BodyReader::boolean(std::string_view name) {
  const json::value* value = member(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_bool()) return value->get_bool();
  refuse(invalid_value(path(name), shown(*value), "true or false is expected"));
  return std::nullopt;
}

const json::array* BodyReader::array(std::string_view name, std::size_t most) {
  const json::value* value = member(name);
  if (value == nullptr) return nullptr;
  if (value->is_array() && value->get_array().size() <= most) return &value->get_array();
  refuse(invalid_value(path(name), shown(*value), fmt::format("an array of at most {} is expected", most)));
  return nullptr;
}

const json::value* BodyReader::object(std::string_view name) {
  const json::value* value = member(name);
  if (value == nullptr || value->is_object()) return value;
  refuse(invalid_value(path(name), shown(*value), "an object is expected"));
  return nullptr;
}

std::optional<Problem> BodyReader::finish() {
  for (const auto& each : object_) {
    const std::string_view name = each.key();
    if (std::find(names_.begin(), names_.end(), name) == names_.end())
      refuse(platform_bad_request(path(name), fmt::format("Unrecognized field \"{}\".", path(name))));
  }
  return problem_;
}

Checked<json::value> parse_body(std::string_view body) {
  auto value = parse_json(body);
  if (!value)
    return platform_bad_request(
        "", fmt::format("The request body could not be parsed: {}.", value.error().message));
  if (!value->is_object()) return platform_bad_request("", "The request body must be a JSON object.");
  return std::move(*value);
}

}  // namespace nowthen::sim

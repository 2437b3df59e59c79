#include "simulator/http/json_object.hpp"

#include <fmt/format.h>

#include <boost/json/parse_options.hpp>
#include <boost/json/stream_parser.hpp>
#include <cmath>

namespace nowthen::sim {
namespace {

namespace json = boost::json;

Error invalid(std::string message) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message)};
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  json::stream_parser parser({}, {.max_depth = 32});
  boost::system::error_code code;
  const std::size_t read = parser.write_some(text.data(), text.size(), code);
  if (!code) parser.finish(code);
  if (code) return invalid(fmt::format("not JSON at byte {}: {}", read, code.message()));
  const auto rest = text.substr(read);
  if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos)
    return invalid(fmt::format("not JSON at byte {}: text after the end", read));
  return parser.release();
}

const json::object& object_or_empty(const json::value& value) {
  static const json::object empty;
  return value.is_object() ? value.get_object() : empty;
}

std::optional<std::int64_t> whole_number(const json::value& value, std::int64_t least, std::int64_t most) {
  json::error_code code;
  const auto number = value.to_number<std::int64_t>(code);
  return !code && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<double> finite_number(const json::value& value) {
  json::error_code code;
  const auto number = value.to_number<double>(code);
  return !code && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

ObjectReader::ObjectReader(const json::object& object, std::string where)
    : object_(object), where_(std::move(where)) {}

ObjectReader::ObjectReader(const json::value& value, std::string where)
    : object_(object_or_empty(value)), where_(std::move(where)) {
  if (!value.is_object()) error_ = invalid(fmt::format("{}: must be an object", where_));
}

const json::value* ObjectReader::any(std::string_view name) {
  known_.emplace(name);
  return object_.if_contains(name);
}

void ObjectReader::refuse(std::string_view name, std::string_view complaint) {
  if (!error_) error_ = invalid(fmt::format("{}: {} {}", where_, name, complaint));
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view name, std::int64_t least,
                                                  std::int64_t most) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  if (const auto number = whole_number(*value, least, most)) return number;
  refuse(name, fmt::format("must be a whole number from {} to {}", least, most));
  return std::nullopt;
}

std::optional<double> ObjectReader::number(std::string_view name, double least, double most) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  const auto number = finite_number(*value);
  if (number && *number >= least && *number <= most) return number;
  refuse(name, fmt::format("must be a number from {} to {}", least, most));
  return std::nullopt;
}

std::optional<std::string> ObjectReader::text(std::string_view name, std::size_t longest) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string() && value->get_string().size() <= longest) return std::string(value->get_string());
  refuse(name, fmt::format("must be text of at most {} bytes", longest));
  return std::nullopt;
}

std::optional<bool> ObjectReader::boolean(std::string_view name) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_bool()) return value->get_bool();
  refuse(name, "must be true or false");
  return std::nullopt;
}

std::optional<Instant> ObjectReader::instant(std::string_view name) {
  const auto given = text(name, 40);
  if (!given) return std::nullopt;
  if (const auto instant = parse_instant(*given)) return *instant;
  refuse(name, "must be an instant such as 2026-11-20T09:00:00.000Z");
  return std::nullopt;
}

const json::array* ObjectReader::array(std::string_view name, std::size_t most) {
  const json::value* value = any(name);
  if (value == nullptr) return nullptr;
  if (value->is_array() && value->get_array().size() <= most) return &value->get_array();
  refuse(name, fmt::format("must be an array of at most {} elements", most));
  return nullptr;
}

Result<void> ObjectReader::finish() {
  if (error_) return *error_;
  for (const auto& member : object_)
    if (!known_.contains(std::string_view(member.key())))
      return invalid(fmt::format("{}: {} is not known here", where_, std::string_view(member.key())));
  return {};
}

}  // namespace nowthen::sim

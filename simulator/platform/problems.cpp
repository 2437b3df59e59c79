#include "simulator/platform/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::sim {
namespace {

constexpr std::size_t longest_shown = 100;

std::string shown(std::string_view value) {
  if (value.size() <= longest_shown) return std::string(value);
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
  return std::string(value.substr(0, end)) + "...";
}

}  // namespace

Problem platform_bad_request(std::string field, std::string message) {
  Problem problem = bad_request(std::move(field), std::move(message));
  problem.message_with_params = problem.message;
  return problem;
}

Problem invalid_value(std::string field, std::string_view value, std::string_view expected) {
  Problem problem = platform_bad_request(
      field, fmt::format("Value [{}] is not valid for {}: {}.", shown(value), field, expected));
  problem.code = "invalid.value";
  problem.message_with_params = "Value [{value}] is not valid for {fieldName}: {expected}.";
  problem.params = {
      {"value", shown(value)}, {"fieldName", problem.field}, {"expected", std::string(expected)}};
  return problem;
}

Problem invalid_date(std::string field, std::string_view value) {
  Problem problem = platform_bad_request(
      field, fmt::format("Date [{}] of {} could not be parsed: ISO-8601 is expected.", shown(value), field));
  problem.code = "invalid.date";
  problem.message_with_params = "Date [{value}] of {fieldName} could not be parsed: ISO-8601 is expected.";
  problem.params = {{"value", shown(value)}, {"fieldName", problem.field}};
  return problem;
}

Problem platform_problem_for(int status) {
  Problem problem = problem_for(status);
  std::replace(problem.code.begin(), problem.code.end(), ' ', '.');
  return problem;
}

Problem not_found() { return platform_problem_for(404); }

Problem no_user_context() {
  return platform_bad_request(
      "",
      "This request requires a user context. Client credentials cannot be used for requests that "
      "require a user context.");
}

Problem missing_permission(std::string_view permission) {
  Problem problem = problem_for(403);
  problem.code = "missing.any.permissions";
  problem.message = fmt::format(
      "Unable to perform the requested action. You must have at least one of the following permissions "
      "assigned: [{}]",
      permission);
  problem.message_with_params =
      "Unable to perform the requested action. You must have at least one of the following permissions "
      "assigned: {permissions}";
  problem.params = {{"permissions", fmt::format("[{}]", permission)}};
  return problem;
}

Problem too_many_requests(int limit, std::int64_t retry_after_seconds) {
  Problem problem = problem_for(429);
  problem.message =
      fmt::format("Rate limit exceeded the maximum. Retry the request in [{}] seconds", retry_after_seconds);
  problem.message_with_params =
      "Rate limit exceeded the maximum. Retry the request in [{retryAfterSeconds}] seconds";
  problem.params = {{"retryAfterSeconds", fmt::format("{}", retry_after_seconds)}};
  problem.limit = limit;
  return problem;
}

Problem authentication_required() {
  Problem problem = problem_for(401);
  problem.code = "authentication.required";
  problem.message = "No authentication bearer token specified in authorization header.";
  return problem;
}

}  // namespace nowthen::sim

#include "net/request_check.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace nowthen::net {
namespace {

bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  const auto in_token = [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           marks.find(c) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), in_token);
}

bool is_target(std::string_view target) {
  return target.starts_with('/') &&
         std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
}

bool is_field_value(std::string_view value) {
  constexpr std::string_view line_breaks("\r\n\0", 3);
  return value.find_first_of(line_breaks) == std::string_view::npos;
}

Error refused(std::string message) {
  return {.kind = ErrorKind::invalid_request, .message = std::move(message)};
}

}  // namespace

Result<void> check_request(const Request& request) {
  if (!is_token(request.method)) return refused("the request's method is not a word");
  if (!is_target(request.target)) return refused("the request's target is not a percent-encoded path");
  for (const auto& [name, value] : request.headers)
    if (!is_token(name) || !is_field_value(value)) return refused("the request has an unusable header field");
  return {};
}

bool is_transport_header(const std::string& name) {
  constexpr std::array<std::string_view, 5> ours{"Host", "Content-Length", "Connection", "Transfer-Encoding",
                                                 "Expect"};
  return std::any_of(ours.begin(), ours.end(),
                     [&](std::string_view own) { return equals_ignoring_case(own, name); });
}

}  // namespace nowthen::net

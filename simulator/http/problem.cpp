#include "simulator/http/problem.hpp"

#include <fmt/format.h>

#include <array>

#include "simulator/http/json_text.hpp"

namespace nowthen::sim {
namespace {

struct Words {
  int status;
  const char* code;
  const char* message;
};

constexpr std::array<Words, 14> words{{
    {400, "bad.request", "The request could not be understood by the server due to malformed syntax."},
    {401, "bad.credentials", "Invalid login credentials."},
    {403, "not.authorized", "You are not authorized to perform the requested action."},
    {404, "not found", "HTTP 404 Not Found"},
    {405, "method not allowed", "HTTP 405 Method Not Allowed"},
    {408, "request.timeout", "The server timed out waiting for the request."},
    {413, "request.entity.too.large", "The request is over the size limit."},
    {415, "unsupported media type", "HTTP 415 Unsupported Media Type"},
    {429, "too.many.requests", "Rate limit exceeded the maximum."},
    {500, "internal.server.error",
     "The server encountered an unexpected condition which prevented it from fulfilling the request."},
    {501, "not.implemented",
     "The server does not support the functionality required to fulfill the request."},
    {502, "bad.gateway", "The server received an invalid response from an upstream server."},
    {503, "service.unavailable", "Service Unavailable - The server is currently unavailable."},
    {504, "gateway.timeout", "The request timed out."},
}};

void append_params(std::string& body, const Problem& problem) {
  body += R"(,"messageWithParams":)";
  append_json_string(body, problem.message_with_params);
  body += R"(,"messageParams":{)";
  for (const auto& [name, value] : problem.params) {
    if (body.back() != '{') body += ',';
    append_json_string(body, name);
    body += ':';
    append_json_string(body, value);
  }
  body += '}';
}

}  // namespace

Problem problem_for(int status) {
  for (const Words& entry : words)
    if (entry.status == status) return {.status = status, .code = entry.code, .message = entry.message};
  return {
      .status = status, .code = fmt::format("http.{}", status), .message = fmt::format("HTTP {}", status)};
}

Problem bad_request(std::string field, std::string message) {
  return {.status = 400, .code = "bad.request", .message = std::move(message), .field = std::move(field)};
}

std::string problem_body(const Problem& problem, std::string_view context_id) {
  std::string body = R"({"message":)";
  append_json_string(body, problem.message);
  body += R"(,"code":)";
  append_json_string(body, problem.code);
  fmt::format_to(std::back_inserter(body), R"(,"status":{})", problem.status);
  if (!problem.message_with_params.empty()) append_params(body, problem);
  fmt::format_to(std::back_inserter(body), R"(,"contextId":"{}","details":[)", context_id);
  if (!problem.field.empty()) {
    body += R"({"errorCode":"INVALID_VALUE","fieldName":)";
    append_json_string(body, problem.field);
    body += '}';
  }
  body += R"(],"errors":[])";
  if (problem.limit)
    fmt::format_to(std::back_inserter(body),
                   R"(,"limit":{{"key":"token.rate.per.minute","namespace":"platform.api","value":{}}})",
                   *problem.limit);
  body += '}';
  return body;
}

net::Reply problem_reply(const Problem& problem, std::string_view context_id) {
  net::Reply reply = json_reply(problem_body(problem, context_id));
  reply.status = problem.status;
  return reply;
}

net::Reply oauth_problem_reply(int status, std::string_view error, std::string_view description) {
  std::string body = R"({"error":)";
  append_json_string(body, error);
  for (const char* name : {R"(,"description":)", R"(,"error_description":)"}) {
    body += name;
    append_json_string(body, description);
  }
  body += '}';
  net::Reply reply = json_reply(std::move(body));
  reply.status = status;
  return reply;
}

net::Reply json_reply(std::string body) {
  return {.status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

}  // namespace nowthen::sim

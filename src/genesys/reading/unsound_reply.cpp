#include "genesys/reading/unsound_reply.hpp"

#include <string>

namespace nowthen::genesys::reading {
namespace {

std::string what_it_is(char first, simdjson::error_code error) {
  if (first == '\0') return "empty";
  if (first == '<') return "a web page, not JSON";
  return std::string("not sound JSON: ") + simdjson::error_message(error);
}

}  // namespace

Error unsound_reply(std::string_view body, simdjson::error_code error) {
  const std::size_t at = body.find_first_not_of(" \t\r\n");
  const char first = at == std::string_view::npos ? '\0' : body[at];
  const bool is_json = first == '{' || first == '[';
  return {.kind = ErrorKind::malformed_reply,
          .message = "the reply is " + what_it_is(first, error),
          .hint = is_json ? std::string() : std::string(check_base_url)};
}

}  // namespace nowthen::genesys::reading

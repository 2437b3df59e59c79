#include "genesys/platform/reply_check.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "genesys/other_contract.hpp"
#include "genesys/reading/unsound_reply.hpp"

namespace nowthen::genesys::platform {

Error malformed(std::string message) {
  return {.kind = ErrorKind::malformed_reply,
          .message = "the reply is not what the API describes: " + std::move(message)};
}

Error unlike_any(std::string_view due) {
  Error error = malformed("it has no " + std::string(due));
  error.hint = "check the base URL: another service may be answering there";
  return error;
}

Error explained(Error error, std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || body[first] != '{') error.hint = reading::check_base_url;
  return error;
}

bool has_field(std::string_view extra, std::string_view name) {
  if (extra.empty()) return false;
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 128;
  const auto fields = boost::json::parse({extra.data(), extra.size()}, error, {}, options);
  const auto* object = error ? nullptr : fields.if_object();
  return object != nullptr && object->contains({name.data(), name.size()});
}

bool is_without(std::string_view extra, std::string_view name) {
  if (extra.empty()) return true;
  const simdjson::padded_string text(extra);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object fields;
  if (parser.iterate(text).get(document) != simdjson::SUCCESS) return false;
  if (document.get_object().get(fields) != simdjson::SUCCESS) return false;
  for (auto field : fields) {
    std::string_view key;
    ondemand::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
    if (key != name) continue;
    if (field.value().get(value) != simdjson::SUCCESS || !JsonReading::is_null(value)) return false;
  }
  return true;
}

std::optional<Error> other_contract(std::string_view extra) {
  for (const auto name : tutorial_reply_fields)
    if (has_field(extra, name)) return tutorial_spoken_here();
  return std::nullopt;
}

}  // namespace nowthen::genesys::platform

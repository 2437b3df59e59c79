#include "genesys/small_documents.hpp"

#include <simdjson.h>

#include <algorithm>

#include "core/digest.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::size_t max_document_bytes = 256U << 10U;
constexpr std::size_t max_token_bytes = 16U << 10U;
constexpr std::int64_t default_life = 3'600;
constexpr std::int64_t longest_life = 2'592'000;
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z
constexpr std::size_t max_scopes = 1'000;
namespace dom = simdjson::dom;

/// A small JSON object, read whole; an empty one when it is not an object.
class Document {
 public:
  explicit Document(std::string_view body) {
    if (body.size() > max_document_bytes) return;
    const simdjson::padded_string padded(body);
    sound_ = parser_.parse(padded).get_object().get(root_) == simdjson::SUCCESS;
  }

  bool sound() const noexcept { return sound_; }

  std::string text(std::string_view key) const {
    std::string_view value;
    if (!sound_ || root_[key].get_string().get(value) != simdjson::SUCCESS) return {};
    return std::string(value);
  }

  std::optional<double> number(std::string_view key) const {
    double value = 0;
    if (!sound_ || root_[key].get_double().get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
  }

  bool has(std::string_view key) const {
    dom::element value;
    return sound_ && root_[key].get(value) == simdjson::SUCCESS && !value.is_null();
  }

  bool flag(std::string_view key) const {
    bool value = false;
    return sound_ && root_[key].get_bool().get(value) == simdjson::SUCCESS && value;
  }

  /// A list of words: an array of strings, or one string with blanks between them.
  std::vector<std::string> words(std::string_view key) const;

 private:
  dom::parser parser_;
  dom::object root_;
  bool sound_ = false;
};

std::vector<std::string> Document::words(std::string_view key) const {
  std::vector<std::string> words;
  dom::array array;
  if (sound_ && root_[key].get_array().get(array) == simdjson::SUCCESS) {
    for (const dom::element element : array) {
      std::string_view word;
      if (element.get_string().get(word) == simdjson::SUCCESS && words.size() < max_scopes)
        words.push_back(shown(word, 200));
    }
    return words;
  }
  const std::string all = text(key);
  for (std::size_t begin = 0; begin < all.size() && words.size() < max_scopes;) {
    const std::size_t end = std::min(all.find(' ', begin), all.size());
    if (end > begin) words.push_back(shown(std::string_view(all).substr(begin, end - begin), 200));
    begin = end + 1;
  }
  return words;
}

Error malformed(std::string message) {
  return Error{.kind = ErrorKind::malformed_reply,
               .message = std::move(message),
               .hint = "check the login URL: another service may be answering there"};
}

bool is_bearer(std::string_view type) {
  constexpr std::string_view bearer = "bearer";
  return std::equal(type.begin(), type.end(), bearer.begin(), bearer.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// Could go into a header as it is.
bool is_header_text(std::string_view token) {
  return !token.empty() && token.size() <= max_token_bytes &&
         std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

}  // namespace

Result<TokenReply> read_token_reply(std::string_view body) {
  const Document document(body);
  if (!document.sound()) return malformed("the token reply is not a JSON object");
  TokenReply reply{.access_token = document.text("access_token"), .token_type = document.text("token_type")};
  if (!is_header_text(reply.access_token)) return malformed("the token reply has no usable access_token");
  if (!reply.token_type.empty() && !is_bearer(reply.token_type))
    return malformed("the token reply has a token_type other than Bearer");
  reply.token_type = "Bearer";
  const auto life = document.number("expires_in");
  if (!life && document.has("expires_in")) return malformed("expires_in of the token reply is not a number");
  if (life && *life < 1) return malformed("expires_in of the token reply is not in the future");
  reply.expires_in = static_cast<std::int64_t>(
      std::min(life.value_or(static_cast<double>(default_life)), static_cast<double>(longest_life)));
  return reply;
}

Result<TokenIntrospection> read_introspection_reply(std::string_view body) {
  const Document document(body);
  if (!document.sound() || !document.has("active"))
    return malformed("the introspection reply does not say `active`");
  TokenIntrospection result{.active = document.flag("active"),
                            .client_id = shown(document.text("client_id"), 200),
                            .scopes = document.words("scope")};
  const auto expiry = document.number("exp");
  if (expiry && *expiry >= 0 && *expiry <= static_cast<double>(last_second))
    result.expires_at = Instant(std::chrono::seconds(static_cast<std::int64_t>(*expiry)));
  return result;
}

std::vector<std::string> scopes_of(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos || token.size() > max_token_bytes) return {};
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  return Document(from_base64(token.substr(first + 1, second - first - 1))).words("scope");
}

ErrorBody read_error_body(std::string_view body) {
  const Document document(body);
  ErrorBody result{.code = shown(document.text("code"), 100),
                   .message = shown(document.text("message"), 300),
                   .correlation_id = shown(document.text("contextId"), 100)};
  if (result.code.empty()) result.code = shown(document.text("error"), 100);
  for (const auto* key : {"error_description", "description"})
    if (result.message.empty()) result.message = shown(document.text(key), 300);
  return result;
}

std::string shown(std::string_view text, std::size_t max_bytes) {
  const bool cut = text.size() > max_bytes;
  std::string line(text.substr(0, max_bytes));
  while (cut && !line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U) line.pop_back();
  if (cut && !line.empty() && static_cast<unsigned char>(line.back()) >= 0xC0U) line.pop_back();
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const bool c1 = byte == 0xC2U && i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) < 0xA0U;
    if (byte < 0x20 || byte == 0x7F) line[i] = ' ';
    if (c1) line[i] = line[i + 1] = ' ';
  }
  return line;
}

}  // namespace nowthen::genesys

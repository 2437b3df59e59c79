#include "genesys/small_documents.hpp"

#include <algorithm>
#include <map>

#include "core/digest.hpp"
#include "genesys/reading/json_reading.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::size_t max_document_bytes = 256U << 10U;
constexpr std::size_t max_token_bytes = 16U << 10U;
constexpr std::int64_t default_life = 3'600;
constexpr std::int64_t longest_life = 2'592'000;
constexpr std::int64_t last_second = 253'402'300'799;  // 9999-12-31T23:59:59Z
constexpr std::size_t max_scopes = 1'000;
constexpr std::size_t max_members = 1'000;

using reading::JsonReading;
namespace ondemand = simdjson::ondemand;

/// What a small document says under one name. A value of another kind leaves all of it empty.
struct Member {
  std::string text;
  std::vector<std::string> texts;  ///< Of an array: its strings.
  std::optional<double> number;
  std::optional<bool> flag;
  bool is_null = false;
};

/// The members of a small JSON object; none when it is no sound object. Of a name that comes twice the last
/// counts.
class Document {
 public:
  explicit Document(std::string_view body);

  bool sound() const noexcept { return sound_; }
  bool has(std::string_view name) const { return members_.contains(name) && !at(name).is_null; }
  const std::string& text(std::string_view name) const { return at(name).text; }
  std::optional<double> number(std::string_view name) const { return at(name).number; }
  bool flag(std::string_view name) const { return at(name).flag.value_or(false); }

  /// An array's strings, or the words of a text.
  std::vector<std::string> words(std::string_view name) const;

 private:
  simdjson::error_code read(ondemand::document& document);
  static Member member(ondemand::value value);
  const Member& at(std::string_view name) const;

  std::map<std::string, Member, std::less<>> members_;
  bool sound_ = false;
};

Document::Document(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  if (body.size() > max_document_bytes) return;
  const simdjson::padded_string padded(body);
  ondemand::parser parser;
  ondemand::document document;
  sound_ = parser.iterate(padded).get(document) == simdjson::SUCCESS && read(document) == simdjson::SUCCESS;
  if (!sound_) members_.clear();
}

simdjson::error_code Document::read(ondemand::document& document) {
  ondemand::object root;
  if (const auto error = document.get_object().get(root); error != simdjson::SUCCESS) return error;
  JsonReading reading;
  for (auto entry : root) {
    ondemand::field field;
    if (const auto error = std::move(entry).get(field); error != simdjson::SUCCESS) return error;
    const std::string_view token = field.value().raw_json_token();
    if (!JsonReading::well_placed(token)) return simdjson::TAPE_ERROR;
    std::string_view name;
    if (reading.key(field, token, name) && members_.size() < max_members)
      members_.insert_or_assign(std::string(name), member(field.value()));
  }
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                        : simdjson::TRAILING_CONTENT;
}

Member Document::member(ondemand::value value) {
  Member member;
  JsonReading reading;
  const std::string_view token = JsonReading::token(value);
  const char first = token.front();
  double number = 0;
  if (first == '"') {
    reading.text(value, "", member.text);
  } else if (first == '[') {
    reading.elements(value, "", [&](ondemand::value element) {
      if (member.texts.size() < max_scopes) reading.text(element, "", member.texts.emplace_back());
    });
  } else if (token == "true" || token == "false") {
    member.flag = first == 't';
  } else if (first != '{' && first != 'n' && reading.number(value, "", number)) {
    member.number = number;
  }
  member.is_null = token == "null";
  return member;
}

const Member& Document::at(std::string_view name) const {
  static const Member nothing;
  const auto found = members_.find(name);
  return found == members_.end() ? nothing : found->second;
}

std::vector<std::string> Document::words(std::string_view name) const {
  std::vector<std::string> words;
  for (const auto& word : at(name).texts)
    if (!word.empty()) words.push_back(shown(word, 200));
  const std::string& all = text(name);
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

}  // namespace nowthen::genesys

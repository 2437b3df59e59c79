#include "extract/privacy/named_ids.hpp"

#include "extract/privacy/json_walk.hpp"

namespace nowthen::extract {
namespace {

constexpr std::size_t longest_id = 256;

constexpr bool is_word(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

}  // namespace

std::optional<std::vector<std::string>> texts_of_field(std::string_view object, std::string_view field) {
  JsonWalk walk(object);
  std::vector<std::string> texts;
  if (!walk.take('{')) return std::nullopt;
  if (walk.take('}')) return texts;
  do {
    const auto key = walk.string();
    if (!key || !walk.take(':')) return std::nullopt;
    const bool is_wanted = json_text(*key) == field && walk.peek() == '"';
    const std::size_t begin = walk.at();
    if (!walk.skip_value()) return std::nullopt;
    if (is_wanted) texts.push_back(json_text(walk.between(begin, walk.at())));
  } while (walk.take(','));
  if (!walk.take('}')) return std::nullopt;
  return texts;
}

std::optional<std::vector<std::string>> ids_of_record(std::string_view record, RecordKind kind) {
  auto ids = texts_of_field(record, kind == RecordKind::tutorial_entity ? "id" : "conversationId");
  return ids && ids->empty() ? std::nullopt : ids;
}

bool names_any(std::string_view bytes, const std::function<bool(std::string_view)>& is_wanted) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    while (end < bytes.size() && is_word(bytes[end])) ++end;
    if (end > at && end - at <= longest_id && is_wanted(bytes.substr(at, end - at))) return true;
    at = end + (end == at ? 1U : 0U);
  }
  // Quotes pair up differently behind broken ones, so each may begin a text.
  for (std::size_t at = bytes.find('"'); at != std::string_view::npos; at = bytes.find('"', at + 1)) {
    JsonWalk walk(bytes.substr(at, longest_id));
    const auto quoted = walk.string();
    if (quoted && is_wanted(json_text(*quoted))) return true;
  }
  return false;
}

}  // namespace nowthen::extract

#include "warehouse/duckdb/failure_position.hpp"

#include <charconv>

namespace nowthen::warehouse {
namespace {

constexpr std::string_view ellipsis = "...";

struct Excerpt {
  int line = 0;
  std::string_view text;  // what follows `LINE n: `
  std::size_t caret = 0;  // bytes into `text`
};

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  return count;
}

// The caret stands under a character, the text is counted in bytes.
std::size_t byte_of_character(std::string_view text, std::size_t wanted) {
  std::size_t at = 0;
  while (at < text.size() && count_characters(text.substr(0, at + 1)) <= wanted) ++at;
  return at;
}

std::optional<Excerpt> excerpt_of(std::string_view message) {
  constexpr std::string_view mark = "\nLINE ";
  const std::size_t begin = message.find(mark);
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view rest = message.substr(begin + 1);
  const std::string_view shown = rest.substr(0, rest.find('\n'));
  if (shown.size() == rest.size()) return std::nullopt;
  const std::size_t colon = shown.find(": ");
  const std::size_t caret = rest.substr(shown.size() + 1).find_first_not_of(' ');
  if (colon == std::string_view::npos || caret == std::string_view::npos || caret < colon + 2)
    return std::nullopt;

  Excerpt excerpt;
  const std::string_view number = shown.substr(5, colon - 5);
  if (std::from_chars(number.data(), number.data() + number.size(), excerpt.line).ec != std::errc())
    return std::nullopt;
  excerpt.text = shown.substr(colon + 2);
  excerpt.caret = byte_of_character(excerpt.text, caret - colon - 2);
  return excerpt;
}

std::string_view line_of(std::string_view sql, int number) {
  for (int line = 1; line < number; ++line) {
    const std::size_t end = sql.find('\n');
    if (end == std::string_view::npos) return {};
    sql.remove_prefix(end + 1);
  }
  return sql.substr(0, sql.find('\n'));
}

// Bytes of the whole line before the excerpt; nothing if that cannot be told.
std::optional<std::size_t> left_out(std::string_view excerpt, std::string_view line) {
  const std::size_t at = line.find(excerpt);
  if (excerpt.empty() || at == std::string_view::npos || line.find(excerpt, at + 1) != std::string_view::npos)
    return std::nullopt;
  return at;
}

}  // namespace

std::optional<SqlPosition> position_in(std::string_view message, std::string_view sql) {
  auto excerpt = excerpt_of(message);
  if (!excerpt) return std::nullopt;
  std::string_view before = excerpt->text.substr(0, excerpt->caret);
  std::size_t characters = count_characters(before);
  if (excerpt->text.starts_with(ellipsis) && before.starts_with(ellipsis)) {
    const std::string_view line = line_of(sql, excerpt->line);
    std::string_view part = excerpt->text.substr(ellipsis.size());
    if (part.ends_with(ellipsis)) part.remove_suffix(ellipsis.size());
    const auto skipped = left_out(part, line);
    if (!skipped) return std::nullopt;
    characters += count_characters(line.substr(0, *skipped)) - ellipsis.size();
  }
  return SqlPosition{.line = excerpt->line, .column = static_cast<int>(characters) + 1};
}

}  // namespace nowthen::warehouse

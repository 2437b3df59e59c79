#include "genesys/reading/compact_json.hpp"

#include <simdjson.h>

namespace nowthen::genesys::reading {
namespace {

/// Minifying writes whole blocks, so it may run past the last byte it keeps.
constexpr std::size_t spare = simdjson::SIMDJSON_PADDING * 4;

using Letter = unsigned char;  // wider results would make the vector code slower

/// Whether something is true of an odd number of letters, or of any, as `combine` has it. In blocks of a
/// fixed size, which compilers turn into vector code.
template <class Test, class Combine>
bool over_letters(std::string_view text, Test test, Combine combine) noexcept {
  constexpr std::size_t block = 64;
  Letter result = 0;
  for (; text.size() >= block; text.remove_prefix(block))
    for (std::size_t i = 0; i < block; ++i) result = combine(result, test(text[i]));
  for (const char each : text) result = combine(result, test(each));
  return result != 0;
}

bool has_odd_quotes(std::string_view text) noexcept {
  return over_letters(
      text, [](char c) -> Letter { return c == '"'; },
      [](Letter so_far, Letter next) { return static_cast<Letter>(so_far ^ next); });
}

/// White space that no string may contain as it is.
bool has_line_or_tab(std::string_view text) noexcept {
  return over_letters(
      text, [](char c) -> Letter { return c == '\n' || c == '\r' || c == '\t'; },
      [](Letter so_far, Letter next) { return static_cast<Letter>(so_far | next); });
}

/// Whether a blank may stand between two tokens: then it touches a structural character on one side at least.
/// True for some blanks of texts, too: `"Smith, Ann"` looks like it.
bool may_stand_between(std::string_view json, std::size_t at) noexcept {
  constexpr auto opens = [](char c) { return c == ',' || c == ':' || c == '{' || c == '['; };
  constexpr auto closes = [](char c) { return c == ',' || c == ':' || c == '}' || c == ']'; };
  return at == 0 || opens(json[at - 1]) || at + 1 == json.size() || closes(json[at + 1]);
}

/// Follows the quotes of a text.
class Quotes {
 public:
  explicit Quotes(std::string_view json) : json_(json), backslash_(json.find('\\')) {}

  /// Whether a place is inside a string. Places are asked in rising order.
  bool surround(std::size_t at) noexcept {
    inside_ ^= has_odd_quotes(json_.substr(begin_, at - begin_));
    begin_ = at;
    for (; backslash_ < at; backslash_ = json_.find('\\', backslash_ + 2))
      inside_ ^= json_.substr(backslash_ + 1).starts_with('"');  // that one is not a quote
    return inside_;
  }

 private:
  std::string_view json_;
  std::size_t begin_ = 0;  ///< What is before it has been counted.
  std::size_t backslash_;  ///< The first that has not.
  bool inside_ = false;
};

/// Minifying to find out would cost more than a third of decoding.
bool has_insignificant_space(std::string_view json) noexcept {
  if (has_line_or_tab(json)) return true;
  Quotes quotes(json);
  for (auto at = json.find(' '); at != std::string_view::npos; at = json.find(' ', at + 1))
    if (may_stand_between(json, at) && !quotes.surround(at)) return true;
  return false;
}

}  // namespace

void Compactor::look_at(std::string_view page) {
  while (!page.empty() && static_cast<unsigned char>(page.back()) <= 0x20) page.remove_suffix(1);
  has_space_ = has_insignificant_space(page);
}

void Compactor::assign(std::string_view record, std::string& out) {
  if (has_space_) {
    const std::size_t size = minify(record);  // first: it may move the buffer
    out.assign(buffer_.data(), size);
  } else {
    out.assign(record);
  }
}

void Compactor::shrink_to(std::size_t bytes) {
  if (buffer_.size() > bytes) buffer_ = {};
}

std::size_t Compactor::minify(std::string_view json) {
  if (buffer_.size() < json.size() + spare) buffer_.resize(json.size() + spare);
  std::size_t written = 0;
  if (simdjson::minify(json.data(), json.size(), buffer_.data(), written) == simdjson::SUCCESS)
    return written;
  buffer_.assign(json);  // Only text that is no JSON comes here, and that is refused by the parser.
  return json.size();
}

}  // namespace nowthen::genesys::reading

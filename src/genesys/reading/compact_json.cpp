#include "genesys/reading/compact_json.hpp"

#include <simdjson.h>

#include <cstring>

namespace nowthen::genesys::reading {
namespace {

/// Minifying writes whole blocks, so it may run past the last byte it keeps.
constexpr std::size_t spare = simdjson::SIMDJSON_PADDING * 4;

bool contains(std::string_view text, char letter) noexcept {
  return std::memchr(text.data(), letter, text.size()) != nullptr;
}

/// White space between two tokens touches a structural character on one side at least, and other white space
/// than blanks cannot stand inside a string at all. True for some texts that have none: `"Smith, Ann"` looks
/// like it. (Minifying to find out costs as much as decoding does.)
bool may_have_space(std::string_view json) noexcept {
  if (contains(json, '\n') || contains(json, '\r') || contains(json, '\t')) return true;
  for (auto at = json.find(' '); at != std::string_view::npos; at = json.find(' ', at + 1)) {
    const char before = at > 0 ? json[at - 1] : ',';
    const char after = at + 1 < json.size() ? json[at + 1] : ',';
    if (before == ',' || before == ':' || before == '{' || before == '[') return true;
    if (after == ',' || after == ':' || after == '}' || after == ']') return true;
  }
  return false;
}

}  // namespace

void Compactor::look_at(std::string_view page) {
  while (!page.empty() && static_cast<unsigned char>(page.back()) <= 0x20) page.remove_suffix(1);
  has_space_ = may_have_space(page) && minify(page) != page.size();
}

void Compactor::assign(std::string_view record, std::string& out) {
  if (has_space_) {
    out.assign(buffer_.data(), minify(record));
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

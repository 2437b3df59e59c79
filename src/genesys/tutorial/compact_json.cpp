#include "genesys/tutorial/compact_json.hpp"

#include <simdjson.h>

namespace nowthen::genesys::tutorial {

/// White space between two tokens touches a structural character on one side at least; control characters
/// cannot stand inside a string at all. Written without branches so that the compiler can use vector
/// instructions.
bool may_have_outer_space(std::string_view json) noexcept {
  unsigned char found = 0;
  for (std::size_t i = 1; i + 1 < json.size(); ++i) {
    const auto before = static_cast<unsigned char>(json[i - 1]);
    const auto here = static_cast<unsigned char>(json[i]);
    const auto after = static_cast<unsigned char>(json[i + 1]);
    const bool opens = (before == ',') | (before == ':') | (before == '{') | (before == '[');
    const bool closes = (after == ',') | (after == ':') | (after == '}') | (after == ']');
    found = static_cast<unsigned char>(found | (here < 0x20) | ((here == 0x20) & (opens | closes)));
  }
  return found != 0;
}

void assign_compact(std::string_view json, std::string& out) {
  if (!may_have_outer_space(json)) {
    out.assign(json);
    return;
  }
  // Block-wise writing may run past the last byte it keeps.
  out.resize(json.size() + simdjson::SIMDJSON_PADDING * 4);
  std::size_t written = 0;
  if (simdjson::minify(json.data(), json.size(), out.data(), written) != simdjson::SUCCESS) {
    out.assign(json);
    return;
  }
  out.resize(written);
  out.shrink_to_fit();
}

}  // namespace nowthen::genesys::tutorial

#include "core/shown_text.hpp"

namespace nowthen {

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

}  // namespace nowthen

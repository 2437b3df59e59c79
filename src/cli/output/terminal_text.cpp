#include "cli/output/terminal_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "cli/output/utf8.hpp"

namespace nowthen::cli {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in_any(const std::array<Range, N>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [value](const Range& range) { return value >= range.first && value <= range.last; });
}

/// Characters that would act on the terminal or on the order of what is shown.
bool is_unsafe(char32_t value) {
  constexpr std::array<Range, 8> ranges{{{0x00, 0x1F},
                                         {0x7F, 0x9F},
                                         {0x61C, 0x61C},
                                         {0x200E, 0x200F},
                                         {0x2028, 0x202E},
                                         {0x2060, 0x206F},
                                         {0xFEFF, 0xFEFF},
                                         {0xE0000, 0xE007F}}};
  return value == not_a_character || in_any(ranges, value);
}

bool is_zero_width(char32_t value) {
  constexpr std::array<Range, 9> ranges{{{0x300, 0x36F},
                                         {0x483, 0x489},
                                         {0x591, 0x5BD},
                                         {0x64B, 0x65F},
                                         {0x1AB0, 0x1AFF},
                                         {0x1DC0, 0x1DFF},
                                         {0x200B, 0x200D},
                                         {0x20D0, 0x20FF},
                                         {0xFE00, 0xFE0F}}};
  return in_any(ranges, value);
}

bool is_wide(char32_t value) {
  constexpr std::array<Range, 10> ranges{{{0x1100, 0x115F},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0x4DBF},
                                          {0x4E00, 0xA4CF},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};
  return in_any(ranges, value) || (value >= 0xFFE0 && value <= 0xFFE6);
}

std::size_t width_of(char32_t value) {
  if (value < 0x300) return 1;
  if (is_zero_width(value)) return 0;
  return is_wide(value) ? 2 : 1;
}

bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) { return byte >= 0x20 && byte < 0x7F; });
}

/// Bytes of the control sequence that `text` begins with; 0: it begins with a character.
std::size_t length_of_style(std::string_view text) {
  if (text.front() != '\x1b') return 0;
  return std::min(text.find('m'), text.size() - 1) + 1;
}

/// Cells of a text with styles in it.
std::size_t cells_of_painted(std::string_view text) {
  std::size_t cells = 0;
  while (!text.empty()) {
    const std::size_t style = length_of_style(text);
    const CodePoint point = style > 0 ? CodePoint{0, style} : first_code_point(text);
    if (style == 0) cells += width_of(point.value);
    text.remove_prefix(point.length);
  }
  return cells;
}

}  // namespace

std::string printable(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.value == '\t' || point.value == '\n' || point.value == '\r')
      safe += ' ';
    else
      safe += is_unsafe(point.value) ? replacement : text.substr(0, point.length);
    text.remove_prefix(point.length);
  }
  return safe;
}

std::size_t display_width(std::string_view text) {
  if (is_plain_ascii(text)) return text.size();
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    width += width_of(point.value);
    text.remove_prefix(point.length);
  }
  return width;
}

std::string truncate(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t taken = 0;
  std::size_t used = 0;
  while (taken < text.size()) {
    const CodePoint point = first_code_point(text.substr(taken));
    if (used + width_of(point.value) > width - 1) break;
    used += width_of(point.value);
    taken += point.length;
  }
  return std::string(text.substr(0, taken)).append(ellipsis);
}

std::string truncate_painted(std::string_view line, std::size_t width) {
  if (cells_of_painted(line) <= width) return std::string(line);
  if (width == 0) return {};
  std::string text;
  std::size_t used = 0;
  bool painted = false;
  while (!line.empty()) {
    const std::size_t style = length_of_style(line);
    const CodePoint point = style > 0 ? CodePoint{0, style} : first_code_point(line);
    const std::size_t cells = style > 0 ? 0 : width_of(point.value);
    if (used + cells > width - 1) break;
    text += line.substr(0, point.length);
    line.remove_prefix(point.length);
    used += cells;
    painted = painted || style > 0;
  }
  text.append(ellipsis);
  return painted ? text + "\x1b[0m" : text;
}

std::string excerpt(std::string_view text, std::size_t limit) {
  std::size_t taken = 0;
  for (std::size_t count = 0; taken < text.size() && count < limit; ++count)
    taken += first_code_point(text.substr(taken)).length;
  std::string shown = printable(text.substr(0, taken));
  if (taken < text.size()) shown.append(ellipsis);
  return shown;
}

}  // namespace nowthen::cli

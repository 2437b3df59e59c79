#pragma once
#include <cstddef>
#include <cstdint>

namespace nowthen::extract {

/// Where in a text one is: the line, and how far its first byte that is not blank is indented.
struct Place {
  std::uint64_t line = 1;
  std::size_t indent = 0;
  bool at_line_start = true;  ///< Only blanks have come on this line.

  /// Goes past one byte.
  void pass(char c) noexcept {
    if (c == '\n') {
      *this = {.line = line + 1};
    } else if (at_line_start) {
      if (c == ' ' || c == '\t') {
        ++indent;
      } else {
        at_line_start = c == '\r';
      }
    }
  }
};

}  // namespace nowthen::extract

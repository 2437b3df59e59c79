#pragma once
#include <cstddef>
#include <string_view>

namespace nowthen::cli {

/// What `CodePoint::value` holds for a byte that begins no character.
inline constexpr char32_t not_a_character = 0xFFFFFFFF;

/// One character of UTF-8 text, or one byte that is none.
struct CodePoint {
  char32_t value = not_a_character;
  std::size_t length = 1;  ///< Bytes, at least 1.

  bool is_valid() const noexcept { return value != not_a_character; }
};

/// The first character of `text`, which is not empty. Refuses overlong forms, surrogates and what is cut
/// short (RFC 3629).
CodePoint first_code_point(std::string_view text);

}  // namespace nowthen::cli

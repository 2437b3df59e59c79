#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nowthen::alerts {

/// A piece of a rule's text.
struct Token {
  enum class Type : std::uint8_t { word, number, symbol, end, unknown };
  Type type = Type::end;
  std::string_view text;     ///< A number with its unit: `10`, `2m`, `1h30m`, `12.5%`.
  std::size_t position = 0;  ///< In bytes from 0.
};

/// Cuts a rule's text into tokens, one at a time. The text must outlive it.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { advance(); }

  const Token& token() const noexcept { return token_; }
  void advance() noexcept;

 private:
  std::size_t length_at(std::size_t begin) const noexcept;

  std::string_view text_;
  std::size_t at_ = 0;
  Token token_;
};

}  // namespace nowthen::alerts

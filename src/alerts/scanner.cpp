#include "alerts/scanner.hpp"

namespace nowthen::alerts {
namespace {

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) noexcept { return is_letter(c) || is_digit(c) || c == '.'; }

Token::Type type_of(char first) noexcept {
  if (is_letter(first)) return Token::Type::word;
  if (is_digit(first)) return Token::Type::number;
  constexpr std::string_view symbols = "<>=!()";
  return symbols.find(first) == std::string_view::npos ? Token::Type::unknown : Token::Type::symbol;
}

}  // namespace

/// How long the token is that begins there.
std::size_t Scanner::length_at(std::size_t begin) const noexcept {
  std::size_t end = begin + 1;
  const char first = text_[begin];
  switch (type_of(first)) {
    case Token::Type::word:
    case Token::Type::number:
      while (end < text_.size() && is_word(text_[end])) ++end;
      if (is_digit(first) && end < text_.size() && text_[end] == '%') ++end;
      break;
    case Token::Type::symbol:
      if (first != '(' && first != ')' && end < text_.size() && text_[end] == '=') ++end;
      break;
    default:
      // A letter of another alphabet is shown whole.
      while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0U) == 0x80U) ++end;
  }
  return end - begin;
}

void Scanner::advance() noexcept {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  if (at_ == text_.size()) {
    token_ = {.type = Token::Type::end, .text = {}, .position = at_};
    return;
  }
  const std::size_t length = length_at(at_);
  token_ = {.type = type_of(text_[at_]), .text = text_.substr(at_, length), .position = at_};
  at_ += length;
}

}  // namespace nowthen::alerts

#include "client/blot_out.hpp"

#include <algorithm>
#include <optional>

namespace nowthen::client {
namespace {

constexpr std::size_t shortest_secret = 4;
/// So much of its beginning gives a secret away.
constexpr std::size_t telling_beginning = 12;
constexpr std::string_view blot = "***";

std::optional<unsigned> hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  if (digit >= 'A' && digit <= 'F') return static_cast<unsigned>(digit - 'A' + 10);
  if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a' + 10);
  return std::nullopt;
}

/// How many bytes at the front of `text` stand for `letter`: 1 as it is, 3 percent-encoded, 0 for none.
std::size_t width_of(char letter, std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() == '%' && text.size() >= 3) {
    const auto high = hex_value(text[1]);
    const auto low = hex_value(text[2]);
    if (high && low && (*high << 4U | *low) == static_cast<unsigned char>(letter)) return 3;
  }
  return text.front() == letter || (letter == ' ' && text.front() == '+') ? 1 : 0;
}

/// How many bytes at the front of `text` are `secret` or a telling beginning of it.
std::size_t length_of(std::string_view secret, std::string_view text) {
  std::size_t length = 0;
  std::size_t matched = 0;
  while (matched < secret.size()) {
    const std::size_t width = width_of(secret[matched], text.substr(length));
    if (width == 0) break;
    length += width;
    ++matched;
  }
  return matched >= std::min(secret.size(), telling_beginning) ? length : 0;
}

}  // namespace

void blot_out(std::string& text, std::string_view secret) {
  if (secret.size() < shortest_secret) return;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t length = length_of(secret, std::string_view(text).substr(i));
    if (length == 0) continue;
    text.replace(i, length, blot);
    i += blot.size() - 1;
  }
}

void blot_out(Error& error, std::string_view secret) {
  blot_out(error.message, secret);
  blot_out(error.correlation_id, secret);
}

}  // namespace nowthen::client

#pragma once
#include <optional>
#include <string_view>

#include "core/digest.hpp"

namespace nowthen::extract {

/// The hash that `to_hex` wrote so; nothing for any other text.
inline std::optional<Sha256> hash_from_hex(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  Sha256 hash{};
  if (text.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const auto high = digits.find(text[2 * i]);
    const auto low = digits.find(text[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    hash.at(i) = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

}  // namespace nowthen::extract

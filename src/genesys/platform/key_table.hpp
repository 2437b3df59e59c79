#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nowthen::genesys::platform {

/// The place of each of a fixed set of names, found in one or two comparisons. Made by the compiler.
template <std::size_t count>
class KeyTable {
  static_assert(count < 255);

 public:
  /// @param names  distinct and not empty
  constexpr explicit KeyTable(const std::array<std::string_view, count>& names) : names_(names) {
    for (std::size_t index = 0; index < count; ++index) {
      std::size_t slot = slot_of(names[index]);
      while (slots_[slot] != 0) slot = (slot + 1) % size;
      slots_[slot] = static_cast<std::uint8_t>(index + 1);
    }
  }

  /// The index of `key` among the names, or `count` when it is none of them.
  constexpr std::size_t find(std::string_view key) const noexcept {
    if (key.empty()) return count;
    for (std::size_t slot = slot_of(key); slots_[slot] != 0; slot = (slot + 1) % size)
      if (names_[slots_[slot] - 1U] == key) return slots_[slot] - 1U;
    return count;
  }

 private:
  static constexpr std::size_t size = std::bit_ceil(count * 4 + 1);  // never full, so every search ends

  /// From the length and three letters; names of one type mostly differ in these.
  static constexpr std::size_t slot_of(std::string_view key) noexcept {
    const auto letter = [key](std::size_t at) {
      return static_cast<std::size_t>(static_cast<unsigned char>(key[at]));
    };
    const std::size_t mixed = key.size() * 31 + letter(0) * 7 + letter(key.size() / 2) * 73 +
                              letter(key.size() - 1) * 131 + letter(key.size() * 3 / 4) * 17;
    return (mixed ^ (mixed >> 7U)) % size;
  }

  std::array<std::string_view, count> names_;
  std::array<std::uint8_t, size> slots_{};
};

}  // namespace nowthen::genesys::platform

#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/digest.hpp"

namespace nowthen::archive {

/// Appends `value`, least significant byte first.
template <std::integral Integer>
void put(std::string& bytes, Integer value) {
  auto rest = static_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < sizeof(Integer); ++i, rest >>= 8U) bytes += static_cast<char>(rest & 255U);
}

/// Reads what `put` wrote. `bytes` must be long enough.
template <std::integral Integer>
Integer get(std::string_view bytes, std::size_t offset = 0) {
  std::uint64_t value = 0;
  for (std::size_t i = sizeof(Integer); i-- > 0;)
    value = (value << 8U) | static_cast<unsigned char>(bytes[offset + i]);
  return static_cast<Integer>(value);
}

/// An array of bytes, such as a hash, as text.
template <class Array>
std::string_view as_text(const Array& octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

/// Reads an array of bytes. `bytes` must be long enough.
template <class Array>
Array get_octets(std::string_view bytes, std::size_t offset = 0) {
  Array octets{};
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<std::uint8_t>(bytes[offset + i]);
  return octets;
}

}  // namespace nowthen::archive

#pragma once
#include <cstdint>

namespace nowthen::sim {

/// SplitMix64's finalizer: every input gives another output, and neighbours look unrelated.
constexpr std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 30U;
  value *= 0xBF58476D1CE4E5B9U;
  value ^= value >> 27U;
  value *= 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// A number that depends on both, in this order.
constexpr std::uint64_t mix(std::uint64_t first, std::uint64_t second) {
  return mix(mix(first + 0x9E3779B97F4A7C15U) ^ (second * 0xD1342543DE82EF95U + 0x632BE59BD9B4E019U));
}

}  // namespace nowthen::sim

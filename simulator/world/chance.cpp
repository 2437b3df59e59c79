#include "simulator/world/chance.hpp"

#include <bit>

namespace nowthen::sim {
namespace {

constexpr unsigned fraction_bits = 20;

// log2 of a number of 64 bits, bit by bit: squaring the mantissa doubles its logarithm.
std::uint64_t log2_fixed(std::uint64_t value) {
  const auto exponent = static_cast<std::uint64_t>(63 - std::countl_zero(value));
  std::uint64_t mantissa = (value << (63U - exponent)) >> 32U;  // [1, 2) with 31 fraction bits
  std::uint64_t fraction = 0;
  for (unsigned bit = 0; bit < fraction_bits; ++bit) {
    mantissa = (mantissa * mantissa) >> 31U;
    const std::uint64_t overflow = mantissa >> 32U;
    mantissa >>= overflow;
    fraction = (fraction << 1U) | overflow;
  }
  return (exponent << fraction_bits) | fraction;
}

}  // namespace

std::uint64_t Chance::exponential() {
  constexpr std::uint64_t ln2 = 726817;  // times 2^20
  const std::uint64_t uniform = next() | 1U;
  return (((std::uint64_t{64} << fraction_bits) - log2_fixed(uniform)) * ln2) >> fraction_bits;
}

Chance::Milliseconds Chance::around(Milliseconds mean) {
  const std::uint64_t sum = exponential() + exponential();
  return Milliseconds(
      static_cast<std::int64_t>((sum * static_cast<std::uint64_t>(mean.count())) >> (fraction_bits + 1)));
}

std::size_t Chance::pick(std::span<const int> weights) {
  int sum = 0;
  for (const int weight : weights) sum += weight;
  auto left = static_cast<int>(below(static_cast<std::uint32_t>(sum)));
  std::size_t position = 0;
  while (left >= weights[position]) left -= weights[position++];
  return position;
}

}  // namespace nowthen::sim

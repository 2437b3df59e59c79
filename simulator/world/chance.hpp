#pragma once
#include <chrono>
#include <cstdint>
#include <span>

#include "core/seeded_random.hpp"

namespace nowthen::sim {

/// Seeded chance in whole numbers only: floating point would let two compilers disagree.
///
/// Not thread-safe.
class Chance {
 public:
  using Milliseconds = std::chrono::milliseconds;

  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint64_t next() { return random_.next(); }
  /// Uniform in [0, count); `count` at least 1.
  std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U);
  }
  /// True `share` times in a thousand.
  bool per_mille(std::uint32_t share) { return below(1000) < share; }
  /// True `share` times in a hundred thousand.
  bool is_among(std::uint32_t share) { return below(100'000) < share; }
  /// Uniform, both ends included; less than 2^32 - 1 ms apart.
  Milliseconds between(Milliseconds least, Milliseconds most) {
    return least + Milliseconds(below(static_cast<std::uint32_t>((most - least).count() + 1)));
  }
  /// An exponential variate of mean 1 in units of 2^-20; at most 44.4.
  std::uint64_t exponential();
  /// Mostly near `mean`, never below 0, with a tail: the sum of two exponentials (Erlang-2).
  Milliseconds around(Milliseconds mean);
  /// A position in `weights`, each as likely as its share of the sum, which is above 0.
  std::size_t pick(std::span<const int> weights);

 private:
  SeededRandom random_;
};

}  // namespace nowthen::sim

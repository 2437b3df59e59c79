#pragma once
#include <cstdint>

namespace nowthen {

/// Chance as it comes in from outside: seeded in tests, from the operating system otherwise.
///
/// Thread-safe.
class Random {
 public:
  virtual ~Random() = default;

  /// 64 uniformly distributed bits.
  virtual std::uint64_t next() = 0;

  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
};

/// Seeded once from the operating system. Not for keys or tokens. Lives until the process ends.
Random& system_random();

}  // namespace nowthen

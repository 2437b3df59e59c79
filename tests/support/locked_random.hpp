#pragma once
#include <cstdint>
#include <mutex>

#include "core/seeded_random.hpp"

namespace nowthen::testing {

/// Chance that repeats, for several threads.
class LockedRandom final : public Random {
 public:
  explicit LockedRandom(std::uint64_t seed) : random_(seed) {}

  std::uint64_t next() override {
    const std::scoped_lock lock(mutex_);
    return random_.next();
  }

 private:
  std::mutex mutex_;
  SeededRandom random_;
};

}  // namespace nowthen::testing

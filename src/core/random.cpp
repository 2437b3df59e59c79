#include <mutex>
#include <nowthen/core/random.hpp>
#include <random>

#include "core/seeded_random.hpp"

namespace nowthen {
namespace {

std::uint64_t system_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

class LockedRandom final : public Random {
 public:
  std::uint64_t next() override {
    const std::scoped_lock lock(mutex_);
    return random_.next();
  }

 private:
  std::mutex mutex_;
  SeededRandom random_{system_seed()};
};

}  // namespace

Random& system_random() {
  static LockedRandom random;
  return random;
}

}  // namespace nowthen

#include "archive/secure_random.hpp"

#include <sys/random.h>

#include <cerrno>
#include <stdexcept>

namespace nowthen::archive {
namespace {

class SecureRandom final : public Random {
 public:
  std::uint64_t next() override {
    std::uint64_t bits = 0;
    ssize_t got = 0;
    do {
      got = ::getrandom(&bits, sizeof bits, 0);
    } while (got < 0 && errno == EINTR);
    // Up to 256 bytes come whole (getrandom(2)). Going on without salts would be worse than to end here.
    if (got != static_cast<ssize_t>(sizeof bits))
      throw std::runtime_error("the system gives no random bytes");
    return bits;
  }
};

}  // namespace

Random& secure_random() {
  static SecureRandom random;
  return random;
}

}  // namespace nowthen::archive

#pragma once
#include <nowthen/core/random.hpp>

namespace nowthen::archive {

/// Chance that cannot be foretold from what it gave before, straight from the operating system: salts keep an
/// erased record from being guessed by its hash. Thread-safe. Lives until the process ends.
Random& secure_random();

}  // namespace nowthen::archive

#pragma once
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>

#include "core/seeded_random.hpp"
#include "crash/imports.hpp"

namespace nowthen::crash {

/// A number that the environment gives, or `otherwise`.
inline std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets them meanwhile
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Whether the long proof is wanted: every case rather than a spread of them.
inline bool is_in_full() { return number_from("NOWTHEN_CRASH_IN_FULL", 0) != 0; }

/// At everything in the long proof, else now and then: it takes as long as the rest.
inline Look look_at(std::uint64_t number) {
  return is_in_full() || number % 8 == 0 ? Look::at_everything : Look::at_the_archive;
}

/// Where chance begins; printed, so that a failure can be had again: `NOWTHEN_CRASH_SEED=NUMBER`.
inline std::uint64_t first_seed(const std::string& what) {
  static constexpr std::uint64_t own = 1;
  const std::uint64_t seed = number_from("NOWTHEN_CRASH_SEED", own);
  std::cout << what << ": seed " << seed << " (NOWTHEN_CRASH_SEED)" << std::endl;
  return seed;
}

/// Some of the steps 1 to `steps`, spread over them by chance; all in the long proof; a single one where
/// `NOWTHEN_CRASH_STEP` names it.
inline std::set<std::uint64_t> spread(std::uint64_t steps, std::uint64_t wanted, std::uint64_t seed) {
  std::set<std::uint64_t> chosen;
  if (const std::uint64_t one = number_from("NOWTHEN_CRASH_STEP", 0); one != 0) return {one};
  if (is_in_full() || wanted >= steps) {
    for (std::uint64_t step = 1; step <= steps; ++step) chosen.insert(step);
    return chosen;
  }
  SeededRandom random(seed);
  for (std::uint64_t i = 0; i < wanted; ++i) {
    const std::uint64_t begin = steps * i / wanted;
    const std::uint64_t end = steps * (i + 1) / wanted;
    chosen.insert(1 + begin + random.next() % (end - begin));
  }
  return chosen;
}

}  // namespace nowthen::crash

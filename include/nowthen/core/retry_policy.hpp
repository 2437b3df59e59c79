#pragma once
#include <chrono>

namespace nowthen {

/// How often, and how long apart, one request is tried again. A plain value: copy it, compare it, print it.
struct RetryPolicy {
  int max_attempts = 3;                            ///< Including the first. 1: never retry.
  std::chrono::milliseconds base_delay{500};       ///< Ceiling of the wait after the first failure.
  std::chrono::milliseconds max_delay{10'000};     ///< Ceiling of every wait that the server did not state.
  std::chrono::milliseconds max_elapsed{300'000};  ///< Give up when the next wait would end later than this.
  std::chrono::milliseconds max_retry_after{180'000};  ///< Give up when told to wait longer than this.
  std::chrono::seconds missing_retry_after{5};         ///< Assumed for a 429 that names no wait.

  bool operator==(const RetryPolicy&) const = default;
};

}  // namespace nowthen

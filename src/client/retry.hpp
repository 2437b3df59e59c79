#pragma once
#include <chrono>
#include <nowthen/core/error.hpp>
#include <nowthen/core/retry_policy.hpp>
#include <optional>

#include "client/endpoint.hpp"

namespace nowthen::client {

/// What has been done for one call so far, and the chance for its next wait.
struct Tried {
  int attempts = 1;                      ///< Finished attempts, at least 1.
  std::chrono::milliseconds elapsed{0};  ///< Since the first attempt started.
  double jitter = 0;                     ///< Uniform in [0, 1).
};

/// The wait before the next attempt, or nothing when the call should give up.
///
/// Exponential backoff with full jitter. A stated `retry_after` is a floor: jitter never shortens it and adds
/// at most `base_delay`, so that callers held back together do not come back in one instant. A `rate_limited`
/// error that states nothing is taken to ask for `missing_retry_after`.
std::optional<std::chrono::milliseconds> next_delay(const RetryPolicy& policy, const Error& error,
                                                    const Tried& tried);

/// The wait that the server asked for, or that a 429 without one is taken to ask for.
std::optional<std::chrono::seconds> stated_wait(const RetryPolicy& policy, const Error& error) noexcept;

/// Whether a request may be sent again after `error`, given that it was sent. One that must happen at most
/// once is repeated only when the server refused to look at it (429): after anything else it may have been
/// acted on.
bool may_repeat(Idempotence idempotence, const Error& error) noexcept;

}  // namespace nowthen::client

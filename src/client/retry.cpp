#include "client/retry.hpp"

#include <algorithm>
#include <cmath>

namespace nowthen::client {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<seconds> stated_wait(const RetryPolicy& policy, const Error& error) noexcept {
  if (error.retry_after) return error.retry_after;
  if (error.kind == ErrorKind::rate_limited) return policy.missing_retry_after;
  return std::nullopt;
}

std::optional<milliseconds> next_delay(const RetryPolicy& policy, const Error& error, const Tried& tried) {
  if (!is_retryable(error.kind) || tried.attempts >= policy.max_attempts) return std::nullopt;

  const double chance = std::clamp(tried.jitter, 0.0, 1.0);
  const auto base = static_cast<double>(policy.base_delay.count());
  const double ceiling = std::min(static_cast<double>(policy.max_delay.count()),
                                  std::ldexp(base, std::clamp(tried.attempts, 1, 64) - 1));
  milliseconds delay(static_cast<milliseconds::rep>(ceiling * chance));
  if (const auto stated = stated_wait(policy, error)) {
    if (*stated > policy.max_retry_after) return std::nullopt;
    delay =
        std::max(delay, milliseconds(*stated) + milliseconds(static_cast<milliseconds::rep>(base * chance)));
  }
  if (delay > policy.max_elapsed - tried.elapsed) return std::nullopt;
  return delay;
}

bool may_repeat(Idempotence idempotence, const Error& error) noexcept {
  return idempotence == Idempotence::idempotent || error.kind == ErrorKind::rate_limited;
}

}  // namespace nowthen::client

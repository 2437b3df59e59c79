#include "genesys/option_checks.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "genesys/contract.hpp"

namespace nowthen::genesys {
namespace {

constexpr std::size_t max_credential_bytes = 4'096;

Error refused(std::string message, std::string hint) {
  return Error{.kind = ErrorKind::invalid_request, .message = std::move(message), .hint = std::move(hint)};
}

bool is_clean(const std::string& text) {
  return text.size() <= max_credential_bytes && std::none_of(text.begin(), text.end(), [](char letter) {
           return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
         });
}

/// One request in a hundred minutes is the slowest pace there is.
bool is_rate(double per_minute) {
  return std::isfinite(per_minute) && (per_minute == 0 || per_minute >= 0.01);
}

/// Sums of such durations are far from overflow, also in nanoseconds.
bool is_duration(std::chrono::milliseconds duration) {
  return duration >= std::chrono::milliseconds{0} && duration <= std::chrono::years{10};
}

bool has_durations(const RetryPolicy& retry) {
  return is_duration(retry.base_delay) && is_duration(retry.max_delay) && is_duration(retry.max_elapsed) &&
         is_duration(retry.max_retry_after) && retry.missing_retry_after <= std::chrono::years{10} &&
         retry.missing_retry_after >= std::chrono::seconds{0};
}

}  // namespace

Result<void> check(const ClientOptions& options) {
  if (options.client_id.empty()) return refused("no client id is set", "set GENESYS_CLIENT_ID");
  if (options.client_secret.empty())
    return refused("no client secret is set", "set GENESYS_CLIENT_SECRET or GENESYS_CLIENT_SECRET_FILE");
  if (!is_clean(options.client_id) || !is_clean(options.client_secret))
    return refused("client id or secret has line breaks or other control characters in it",
                   "check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET");
  const RateLimits& limits = options.limits;
  if (!is_rate(limits.live_per_minute) || !is_rate(limits.history_per_minute) ||
      !is_rate(limits.platform_per_minute))
    return refused("a rate limit is not a number of requests",
                   "give 0 for no limit, or requests a minute: 0.01 or more");
  if (!(limits.reserved_share >= 0 && limits.reserved_share <= 0.9))
    return refused("a reserved share is not a part of the limit", "give 0 to 0.9");
  if (options.retry.max_attempts < 1)
    return refused("fewer than one attempt is none", "let max_attempts be 1 or more");
  if (!has_durations(options.retry))
    return refused("a duration of the retry policy is negative or above ten years",
                   "give delays and waits from 0 to ten years");
  return check_addresses(options);
}

}  // namespace nowthen::genesys

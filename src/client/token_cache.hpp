#pragma once
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "client/token.hpp"

namespace nowthen::client {

/// One token for all threads, fetched by one of them while the others wait.
///
/// A fetch that fails is reported once to everybody who waited for it and to everybody who was between two
/// tries when it failed (see `Failures`), so a failing token endpoint is not asked once per thread. While the
/// endpoint rests, because it asked for that or failed again and again, its last failure is everybody's
/// answer, with what is left of the wait. A fetch that was stopped by its own caller is nobody else's
/// failure: the next waiter fetches.
///
/// Thread-safe. The clock must outlive it.
class TokenCache {
 public:
  /// How many failed fetches a call has heard of. Taken at the start of a call, updated by `get`.
  using Failures = std::uint64_t;

  static constexpr int patience = 6;
  static constexpr Clock::Ticks pause = std::chrono::seconds{5};

  TokenCache(TokenFetcher fetch, const Clock& clock) : fetch_(std::move(fetch)), clock_(&clock) {}

  /// The fresh token, or the result of the one fetch in flight, or of a new one. Reports a failure that is
  /// newer than `heard` without fetching. Blocks; `cancelled` after `stop`.
  Result<Token> get(Failures& heard, const std::stop_token& stop);

  /// Forgets the token with this text, because the server refused it. A newer one stays.
  void drop(std::string_view text);

  Failures failures() const;

  /// The token that is held, fresh or not; empty when there is none.
  std::string text() const;

 private:
  class Flight;
  bool is_fresh() const;
  bool is_resting() const { return clock_->ticks() < resting_until_; }
  Error last_failure() const;
  Result<Token> fetch(std::unique_lock<std::mutex>& lock, std::stop_token stop);
  void land(const std::optional<Result<Token>>& outcome);

  TokenFetcher fetch_;
  const Clock* clock_;
  mutable std::mutex mutex_;
  std::condition_variable_any landed_;
  bool in_flight_ = false;
  std::uint64_t fetched_ = 0;  ///< Successful fetches, so that a waiter takes a token that is already old.
  Failures failures_ = 0;
  int failures_in_a_row_ = 0;
  std::optional<Token> token_;
  Error failure_;
  Clock::Ticks resting_until_{0};
};

}  // namespace nowthen::client

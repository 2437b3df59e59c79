#pragma once
#include <functional>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

namespace nowthen::client {

/// An access token and the moment from which it no longer counts.
struct Token {
  std::string text;  ///< A secret.
  std::string type = "Bearer";
  Clock::Ticks expires_at{0};  ///< By the monotonic clock, the safety margin already taken off.
  Instant expires_on;          ///< By the wall clock, as the server meant it. For showing only.
};

/// Asks for one new token: one exchange, no retry of its own (the caller's loop has the only one). May block.
/// Tells the observer of its exchange itself; the caller tells of the new token.
using TokenFetcher = std::function<Result<Token>(std::stop_token)>;

}  // namespace nowthen::client

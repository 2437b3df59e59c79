#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <nowthen/core/call_event.hpp>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/random.hpp>
#include <nowthen/core/retry_policy.hpp>
#include <optional>
#include <stop_token>

#include "client/endpoint.hpp"
#include "client/pacer.hpp"
#include "client/token.hpp"
#include "net/transport.hpp"

namespace nowthen::client {

/// Turns a reply that is not a success into an `Error`, or nothing when it is one. The contract supplies it.
using Classifier = std::function<std::optional<Error>(const Endpoint&, const net::Reply&)>;

/// What a `Caller` works with. Clock and random must outlive it.
struct CallerParts {
  std::unique_ptr<net::Transport> transport;
  TokenFetcher fetch_token;
  Classifier classify;
  Clock* clock = nullptr;
  Random* random = nullptr;
  RetryPolicy retry;
  CallObserver observer;  ///< May be empty.
  SharedLimit shared;     ///< A limit that all endpoints share. None by default.
};

/// Makes calls to one remote peer as policy has it: authorised, paced, retried, counted.
///
/// This is the only retry loop for that peer. Token refreshes are shared by all threads (one in flight), and
/// their failures take part in the same loop. After a 401 the token is dropped and the call is made once more
/// with a new one. Paces live per endpoint name; a 429 holds back every call to its endpoint.
///
/// Thread-safe. `call` blocks as long as pace and policy need and returns within one second of `stop`.
class Caller {
 public:
  explicit Caller(CallerParts parts);
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  /// The first reply that the classifier calls a success, or the last error, its message saying what was
  /// tried.
  Result<net::Reply> call(const Endpoint& endpoint, net::Request request, std::stop_token stop);

  /// The token in use, fetched (with the same retries) when there is none that is fresh.
  Result<Token> token(std::stop_token stop);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::client

#pragma once
#include <mutex>

#include "client/caller.hpp"
#include "client/retry.hpp"
#include "client/token_cache.hpp"

namespace nowthen::client {

/// What all calls to one peer share.
struct Peer {
  explicit Peer(CallerParts given);

  void tell(const CallEvent& event) const {
    if (parts.observer) parts.observer(event);
  }

  CallerParts parts;
  TokenCache tokens;
  std::mutex pacing;
  Pacer pacer;  ///< Guarded by `pacing`.
};

/// One call on its way: the attempts made, what they met, and whether there is another. Lives on the caller's
/// stack.
class Call {
 public:
  Call(Peer& peer, const Endpoint& endpoint, std::stop_token stop);

  Result<net::Reply> send(net::Request& request);
  Result<Token> token();

 private:
  using Ticks = Clock::Ticks;

  template <class Attempt>
  auto with_retries(Attempt attempt) -> decltype(attempt());

  Result<net::Reply> attempt(net::Request& request);
  Result<Token> turn();
  std::optional<Error> wait_for(const Turn& turn, Ticks now);
  Result<net::Reply> judge(Result<net::Reply> reply, const Token& token, Ticks sent_at);
  std::optional<Error> classify(const net::Reply& reply, const Token& token) const;
  void note(const std::optional<Error>& error, Ticks sent_at);

  std::optional<Error> before_next(const Error& error);
  bool pause(Ticks duration, CallEvent::Kind kind, std::string why);
  Error given_up(Error error) const;
  Error cancelled() const;
  Ticks now() const { return peer_->parts.clock->ticks(); }

  Peer* peer_;
  const Endpoint* endpoint_;
  std::stop_token stop_;
  TokenCache::Failures heard_;
  Ticks begun_;
  Ticks paced_{0};  ///< Waited for pace since `begun_`: not the fault of any attempt.
  int attempts_ = 0;
  bool sent_ = false;             ///< The last attempt got as far as the wire.
  bool uncertain_ = false;        ///< Something may have come of an attempt: no reply settled that.
  bool refreshed_ = false;        ///< The one new token after a 401 has been used.
  bool try_at_once_ = false;      ///< The last attempt met a 401 and the token was dropped.
  bool out_of_patience_ = false;  ///< No attempt was made: its turn is too far away.
};

}  // namespace nowthen::client

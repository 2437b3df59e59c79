#pragma once
#include <memory>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/options.hpp>
#include <stop_token>

#include "client/caller.hpp"
#include "client/endpoint.hpp"
#include "net/transport.hpp"

namespace nowthen::genesys {

/// Gets access tokens by the client credentials grant: one exchange a call, no retry of its own. The observer
/// of the options is told of each exchange. Thread-safe.
class TokenSource {
 public:
  /// `options` and `clock` must outlive it.
  TokenSource(std::shared_ptr<net::Transport> login, const ClientOptions& options, client::Endpoint endpoint,
              Clock& clock)
      : login_(std::move(login)), options_(&options), endpoint_(endpoint), clock_(&clock) {}

  /// Its life is counted from before the request went out, less ten seconds (less half of it when it is that
  /// short).
  Result<client::Token> fetch(std::stop_token stop) const;

 private:
  Result<client::Token> fetch_once(std::stop_token stop) const;
  void tell(const Result<net::Reply>& reply, Clock::Ticks duration) const;

  std::shared_ptr<net::Transport> login_;
  const ClientOptions* options_;
  client::Endpoint endpoint_;
  Clock* clock_;
};

}  // namespace nowthen::genesys

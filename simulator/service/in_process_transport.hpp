#pragma once
#include <functional>
#include <nowthen/core/clock.hpp>

#include "net/server.hpp"
#include "net/transport.hpp"

namespace nowthen::sim {

/// Plays a server's replies to a client without a socket, on the caller's clock.
///
/// Waits and slow bytes pass on the clock; a stall costs what the request's time-outs allow; cuts, resets and
/// closed connections become the errors that a real transport gives. Thread-safe if `handler` is.
class InProcessTransport final : public net::Transport {
 public:
  using Handler = std::function<net::ServerReply(const net::Request&)>;

  InProcessTransport(Handler handler, Clock& clock) : handler_(std::move(handler)), clock_(clock) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token stop) override;

 private:
  Handler handler_;
  Clock& clock_;
};

}  // namespace nowthen::sim

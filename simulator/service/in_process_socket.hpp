#pragma once
#include <nowthen/core/clock.hpp>

#include "net/web_socket.hpp"
#include "simulator/service/socket_access.hpp"

namespace nowthen::sim {

/// Opens sockets on channels without a network, on the caller's clock: a wait for the next message ends at
/// the very tick at which it is due, so that in virtual time the same seed gives the same messages.
///
/// Of a URI only the path counts. A channel that there is not is `not_found`.
class InProcessConnector final : public net::WebSocketConnector {
 public:
  InProcessConnector(SocketAccess& access, Clock& clock) : access_(access), clock_(clock) {}

  Result<std::unique_ptr<net::WebSocket>> connect(const std::string& uri, std::stop_token stop) override;

 private:
  SocketAccess& access_;
  Clock& clock_;
};

}  // namespace nowthen::sim

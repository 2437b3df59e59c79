#pragma once
#include <memory>

#include "net/server_web_socket.hpp"
#include "simulator/service/socket_access.hpp"

namespace nowthen::sim {

/// What a server needs to speak on the sockets of channels; a request for a channel that there is not stays a
/// request. `access` must outlive the server.
net::AcceptWebSocket serving_sockets(SocketAccess& access);

}  // namespace nowthen::sim

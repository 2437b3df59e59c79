#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/message.hpp"

namespace nowthen::net {

/// What a server sends on one WebSocket connection (RFC 6455, text messages), and what it makes of what
/// comes.
///
/// Called on the server's thread only; must not block. Goes when the connection does.
class ServerWebSocket {
 public:
  /// What to do next: send `text`; or end the connection; or else wait for so long, or until woken.
  struct Step {
    enum class Ending {
      close,  ///< As the protocol has it.
      reset   ///< Abortive close (RST).
    };
    std::optional<std::string> text;
    std::optional<Ending> ending;
    std::chrono::nanoseconds wait{0};
  };

  ServerWebSocket() = default;
  virtual ~ServerWebSocket() = default;
  ServerWebSocket(const ServerWebSocket&) = delete;
  ServerWebSocket& operator=(const ServerWebSocket&) = delete;
  ServerWebSocket(ServerWebSocket&&) = delete;
  ServerWebSocket& operator=(ServerWebSocket&&) = delete;

  /// Asked whenever the message before has been written: one message is on its way at a time, so that a slow
  /// peer costs no memory. A peer that does not take it within `ServerOptions::web_socket_patience` is
  /// dropped.
  virtual Step next() = 0;

  /// A message of the peer, at most 64 KiB; a longer one ends the connection.
  virtual void receive(std::string text) = 0;
};

/// Decides about a request to become a WebSocket: what to speak on it, or nullptr, and then the request is
/// answered like any other. `wake` makes the server ask `next` at once; may be called from any thread for as
/// long as what is returned lives.
using AcceptWebSocket =
    std::function<std::unique_ptr<ServerWebSocket>(const Request& request, std::function<void()> wake)>;

}  // namespace nowthen::net

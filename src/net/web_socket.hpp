#pragma once
#include <cstddef>
#include <memory>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace nowthen::net {

/// One open WebSocket connection (RFC 6455), text messages only.
///
/// Not thread-safe: one thread receives and sends. The destructor closes without waiting for the peer.
class WebSocket {
 public:
  WebSocket() = default;
  virtual ~WebSocket() = default;
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;
  WebSocket(WebSocket&&) = delete;
  WebSocket& operator=(WebSocket&&) = delete;

  /// The next message: blocks until one is there, until the caller's clock shows `until` (then empty; the
  /// connection stays), or until `stop` is requested (`cancelled`). Once the connection is closed, lost, or
  /// the peer broke a rule (not text, longer than agreed), `transient`, now and for every later call; the
  /// message says which.
  virtual Result<std::optional<std::string>> receive(Clock::Ticks until, std::stop_token stop) = 0;

  /// Sends one text message. `transient` where the connection is gone, `cancelled` on `stop`.
  virtual Result<void> send(std::string_view text, std::stop_token stop) = 0;
};

/// Opens WebSocket connections: the port that the live feed receives through.
///
/// Implementations: over TCP and TLS (`web_socket_client`), and in process to the simulator.
class WebSocketConnector {
 public:
  WebSocketConnector() = default;
  virtual ~WebSocketConnector() = default;
  WebSocketConnector(const WebSocketConnector&) = delete;
  WebSocketConnector& operator=(const WebSocketConnector&) = delete;
  WebSocketConnector(WebSocketConnector&&) = delete;
  WebSocketConnector& operator=(WebSocketConnector&&) = delete;

  /// Opens `uri` (`wss://...`, or `ws://` to loopback alone); blocks until the handshake is done. `transient`
  /// where it may work later; `invalid_request` for a URI that is none.
  virtual Result<std::unique_ptr<WebSocket>> connect(const std::string& uri, std::stop_token stop) = 0;
};

}  // namespace nowthen::net

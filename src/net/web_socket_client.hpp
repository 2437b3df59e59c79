#pragma once
#include <chrono>
#include <cstddef>
#include <nowthen/core/clock.hpp>
#include <string>

#include "net/proxy_choice.hpp"
#include "net/tls_files.hpp"
#include "net/web_socket.hpp"

namespace nowthen::net {

/// How WebSocket connections are made.
struct WebSocketOptions {
  ProxyChoice proxy;  ///< Empty: that of the environment; none to loopback. http proxies alone.
  TlsFiles tls;       ///< A bundle that replaces the system's, a certificate of our own.
  std::string user_agent;
  std::size_t max_message_bytes = std::size_t{4} << 20U;  ///< A longer one ends the connection.
  std::chrono::seconds connect_limit{15};                 ///< For name, proxy, TLS and handshake together.
};

/// WebSockets over TCP and TLS 1.2 and up with verification always on (Boost.Beast).
///
/// Each connection lives on the thread that uses it: no thread of its own, and the caller's clock decides how
/// long it waits. Pings are answered while something is received. Thread-safe.
class WebSocketClient final : public WebSocketConnector {
 public:
  /// `clock` must outlive it and all its connections.
  WebSocketClient(WebSocketOptions options, Clock& clock) : options_(std::move(options)), clock_(clock) {}

  /// Also fails with `local` for a certificate file that cannot be used or a peer that is not trusted.
  Result<std::unique_ptr<WebSocket>> connect(const std::string& uri, std::stop_token stop) override;

 private:
  WebSocketOptions options_;
  Clock& clock_;
};

}  // namespace nowthen::net

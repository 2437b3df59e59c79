#pragma once
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <memory>

#include "net/server_connection.hpp"
#include "net/server_web_socket.hpp"

namespace nowthen::net {

namespace websocket = boost::beast::websocket;
using UpgradeRequest = http::request<http::string_body>;

/// One connection that has become a WebSocket: what comes is read and what is to go is written side by side,
/// on the server's thread. `Stream` is `TcpSocket` or `TlsStream`.
template <class Stream>
class WebSocketConnection : public std::enable_shared_from_this<WebSocketConnection<Stream>> {
 public:
  WebSocketConnection(Stream stream, const ServerOptions& options)
      : stream_(std::move(stream)),
        options_(options),
        pause_(stream_.get_executor()),
        watchdog_(stream_.get_executor()) {}

  /// Makes the server ask again what to do; from any thread.
  void wake();

  /// Shakes hands and speaks until either side ends it.
  Awaitable<void> run(UpgradeRequest request, std::unique_ptr<ServerWebSocket> session);

 private:
  using Step = ServerWebSocket::Step;

  Awaitable<void> read_all();
  Awaitable<void> write_all();
  Awaitable<bool> write(const std::string& text);
  Awaitable<void> wait(std::chrono::nanoseconds duration);
  Awaitable<void> finish(Step::Ending ending);
  void drop();

  websocket::stream<Stream, false> stream_;
  const ServerOptions& options_;
  Timer pause_;
  Timer watchdog_;
  boost::beast::flat_buffer buffer_;
  std::unique_ptr<ServerWebSocket> session_;
  bool woken_ = false;
  bool gone_ = false;
};

extern template class WebSocketConnection<TcpSocket>;
extern template class WebSocketConnection<TlsStream>;

}  // namespace nowthen::net

#pragma once
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "net/server.hpp"
#include "net/server_asio.hpp"
#include "net/waiting_room.hpp"
#include "net/wire_plan.hpp"

namespace nowthen::net {

namespace http = boost::beast::http;
using TlsStream = asio::ssl::stream<TcpSocket>;

inline TcpSocket& lowest(TcpSocket& socket) { return socket; }
inline TcpSocket& lowest(TlsStream& stream) { return stream.next_layer(); }

/// One connection from its handshake to its end, on the server's thread. `Stream` is `TcpSocket` or
/// `TlsStream`.
///
/// A watchdog closes the socket when a step (handshake, one request, one write's progress) exceeds the idle
/// timeout.
template <class Stream>
class ServerConnection : public std::enable_shared_from_this<ServerConnection<Stream>> {
 public:
  ServerConnection(Stream stream, const ServerOptions& options, const Server::Handler& handler,
                   const AcceptWebSocket& accept_web_socket, WaitingRoom& room)
      : stream_(std::move(stream)),
        options_(options),
        handler_(handler),
        accept_web_socket_(accept_web_socket),
        room_(room),
        watchdog_(stream_.get_executor()),
        pause_(stream_.get_executor()) {
    room_.come();
  }
  ~ServerConnection() { room_.go(); }
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;

  /// Serves requests until either side ends it.
  Awaitable<void> run();

 private:
  using Parser = http::request_parser<http::string_body>;
  using Ending = Delivery::Ending;

  void watch();
  Awaitable<bool> handshake();
  Awaitable<bool> serve_one();
  Awaitable<bool> became_web_socket(Parser& parser);
  Awaitable<error_code> read(Parser& parser);
  Awaitable<void> refuse(error_code error);
  Awaitable<ServerReply> later(std::function<void(ServerReply::Answer)> ask);
  Awaitable<bool> deliver(ServerReply reply, const RequestTraits& traits);
  Awaitable<void> deliver_stream(const MakeStream& make);
  std::function<void()> waker();
  Awaitable<void> until_woken();
  Awaitable<bool> write(const std::vector<std::string_view>& pieces, std::size_t bytes_per_second);
  Awaitable<void> pause(std::chrono::nanoseconds duration);
  Awaitable<void> finish(Ending ending);
  Awaitable<void> drain();
  ServerReply answer(const Parser& parser) const;

  Stream stream_;
  const ServerOptions& options_;
  const Server::Handler& handler_;
  const AcceptWebSocket& accept_web_socket_;
  WaitingRoom& room_;
  bool is_woken_ = false;
  Timer watchdog_;
  Timer pause_;
  boost::beast::flat_buffer buffer_;
};

extern template class ServerConnection<TcpSocket>;
extern template class ServerConnection<TlsStream>;

}  // namespace nowthen::net

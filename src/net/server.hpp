#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "net/message.hpp"
#include "net/server_stream.hpp"
#include "net/server_web_socket.hpp"

namespace nowthen::net {

/// How the bytes of one reply go out. The default is: at once, whole, keep-alive.
///
/// Everything but the default exists so that a server can misbehave on purpose.
struct Delivery {
  enum class Ending {
    keep_alive,  ///< As the protocol has it.
    close,       ///< Orderly close of the connection (FIN; a TLS close-notify is not sent).
    reset,       ///< Abortive close (RST).
    stall,       ///< Silence with the connection open, until the peer leaves or the server stops.
  };
  std::chrono::milliseconds before_head{0};   ///< Wait before the first byte.
  std::optional<std::size_t> cut_head_after;  ///< Send this many bytes of the head, then do `ending`.
  std::optional<std::size_t> cut_body_after;  ///< Send the head and this many body bytes, then do `ending`.
  std::size_t bytes_per_second = 0;           ///< 0: as fast as the socket takes them.
  bool chunked = false;                       ///< Transfer-Encoding: chunked instead of Content-Length.
  Ending ending = Ending::keep_alive;
};

/// What a handler gives back.
struct ServerReply {
  /// Takes a reply that is made elsewhere, once, from any thread; a connection that has gone takes nothing.
  using Answer = std::function<void(ServerReply)>;

  Reply reply;  ///< `Content-Length` and `Connection` are the server's business; the body goes out as it is.
  Delivery delivery{};
  MakeStream stream{};  ///< Not empty: it goes out in place of the body, until it ends.
  std::function<void(Answer)>
      later{};  ///< Not empty: called at once; what its argument is given is the reply.
};

/// Where and how a `Server` listens.
struct ServerOptions {
  std::string host = "127.0.0.1";                         ///< An address, not a name.
  std::uint16_t port = 0;                                 ///< 0: any free one.
  std::size_t max_request_bytes = std::size_t{1} << 20U;  ///< Larger ones are answered with 413.
  std::chrono::seconds idle_timeout{75};                  ///< Quiet connections are closed after it.
  /// Beyond so many, or where descriptors run out, whoever has waited longest with its request makes room.
  std::size_t max_connections = 4096;
  std::string tls_certificate;                   ///< PEM text, with chain. Empty: plain HTTP.
  std::string tls_key;                           ///< PEM text.
  std::chrono::seconds web_socket_patience{10};  ///< For a peer to take one message.
  std::string tls_client_ca;  ///< PEM text. Not empty: clients must show a certificate that it signed.
};

/// A small HTTP/1.1 server on one thread of its own (Boost.Beast).
///
/// `handler` is called on that thread, one request at a time, and should not block; gzip is its own business.
/// The destructor stops the server, drops open connections and joins the thread.
class Server {
 public:
  using Handler = std::function<ServerReply(const Request&)>;

  /// Listens before it returns. Fails with `local` when the address cannot be bound (the message names it) or
  /// the certificate cannot be used. `accept_web_socket` is called on the same thread as `handler`; without
  /// it no request becomes a WebSocket.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler,
                                               AcceptWebSocket accept_web_socket = {});

  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const noexcept;

  /// Connections accepted so far. Thread-safe.
  std::uint64_t connection_count() const noexcept;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace nowthen::net

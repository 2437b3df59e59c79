#include "net/server.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ssl/context.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "net/server_asio.hpp"
#include "net/server_connection.hpp"

namespace nowthen::net {
namespace {

using asio::ip::tcp;

constexpr std::chrono::milliseconds accept_retry{50};

asio::ssl::context make_tls(const ServerOptions& options) {
  asio::ssl::context tls(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  tls.use_certificate_chain(asio::buffer(options.tls_certificate));
  tls.use_private_key(asio::buffer(options.tls_key), asio::ssl::context::pem);
  if (options.tls_client_ca.empty()) return tls;
  tls.add_certificate_authority(asio::buffer(options.tls_client_ca));
  tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  SSL_CTX_set_session_id_context(tls.native_handle(), reinterpret_cast<const unsigned char*>("nowthen"), 7);
  return tls;
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, Handler handler, AcceptWebSocket accept_web_socket)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        accept_web_socket_(std::move(accept_web_socket)) {}

  ~Impl() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> start() {
    if (auto ready = set_up_tls(); !ready) return ready;
    if (auto bound = bind(); !bound) return bound;
    asio::co_spawn(context_, accept_all(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
    return {};
  }

  std::uint16_t port() const noexcept { return port_; }
  std::uint64_t connection_count() const noexcept { return connections_.load(std::memory_order_relaxed); }

 private:
  Result<void> set_up_tls() {
    if (options_.tls_certificate.empty()) return {};
    try {
      tls_.emplace(make_tls(options_));
      return {};
    } catch (const boost::system::system_error&) {
      return Error{.kind = ErrorKind::local,
                   .message = "the server's TLS certificate or key cannot be used",
                   .hint = "both must be PEM, and belong together"};
    }
  }

  Result<void> bind() {
    error_code error;
    const auto address = asio::ip::make_address(options_.host, error);
    if (error) return cannot_listen("not an address");
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) return cannot_listen(error.message());
    return {};
  }

  Error cannot_listen(const std::string& why) const {
    return {.kind = ErrorKind::local,
            .message = "cannot listen on " + options_.host + ":" + std::to_string(options_.port) + ": " + why,
            .hint = "another program may use it; port 0 takes any free one"};
  }

  /// Survives whatever accept reports, such as too many open files: it waits a moment and goes on.
  Awaitable<void> accept_all() {
    Timer retry(context_);
    for (;;) {
      auto [error, socket] = co_await acceptor_.async_accept(as_result);
      if (error) {
        room_.make_room();
        retry.expires_after(accept_retry);
        co_await retry.async_wait(as_result);
        continue;
      }
      connections_.fetch_add(1, std::memory_order_relaxed);
      if (room_.connected() >= options_.max_connections && !room_.make_room()) continue;
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      if (tls_)
        serve(TlsStream(std::move(socket), *tls_));
      else
        serve(std::move(socket));
    }
  }

  template <class Stream>
  void serve(Stream stream) {
    auto connection = std::make_shared<ServerConnection<Stream>>(std::move(stream), options_, handler_,
                                                                 accept_web_socket_, room_);
    asio::co_spawn(
        context_, [connection] { return connection->run(); }, asio::detached);
  }

  const ServerOptions options_;
  const Handler handler_;
  const AcceptWebSocket accept_web_socket_;
  std::optional<asio::ssl::context> tls_;
  std::uint16_t port_ = 0;
  std::atomic<std::uint64_t> connections_ = 0;
  WaitingRoom room_;
  asio::io_context context_{1};  // destroyed before what its connections refer to
  Acceptor acceptor_{context_};
  std::thread thread_;
};

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler,
                                              AcceptWebSocket accept_web_socket) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler), std::move(accept_web_socket));
  if (auto started = impl->start(); !started) return started.error();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

std::uint16_t Server::port() const noexcept { return impl_->port(); }
std::uint64_t Server::connection_count() const noexcept { return impl_->connection_count(); }

}  // namespace nowthen::net

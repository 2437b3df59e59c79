#include "net/web_socket_client.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <utility>
#include <vector>

#include "net/proxy_tunnel.hpp"
#include "net/resolve.hpp"
#include "net/web_socket_uri.hpp"

namespace nowthen::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;
using Plain = beast::tcp_stream;
using Secure = beast::ssl_stream<beast::tcp_stream>;
using Endpoints = std::vector<asio::ip::tcp::endpoint>;
using Deadline = std::chrono::steady_clock::time_point;

constexpr asio::as_tuple_t<asio::use_awaitable_t<>> as_result{};

/// How often a clock that runs faster than the machine's is looked at.
constexpr std::chrono::milliseconds longest_wait{250};

Error transient(std::string message) { return {.kind = ErrorKind::transient, .message = std::move(message)}; }

Error cancelled() { return {.kind = ErrorKind::cancelled, .message = "interrupted"}; }

Error untrusted(const std::string& host, const error_code& error) {
  return {.kind = ErrorKind::local,
          .message = "the certificate of " + host + " is not trusted: " + error.message(),
          .hint = "--cacert names the certificate of whoever signed it"};
}

/// Where one connection goes, and by which way.
struct Route {
  WebSocketUri uri;
  std::optional<TunnelProxy> proxy;

  std::string port() const {
    if (!uri.origin.port.empty()) return uri.origin.port;
    return uri.origin.encrypted() ? "443" : "80";
  }
  /// Host and port of who is connected to first.
  std::pair<std::string, std::string> first_hop() const {
    if (proxy) return {proxy->host, proxy->port};
    return {uri.origin.host, port()};
  }
  std::string authority() const {
    const std::string& host = uri.origin.host;
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port();
  }
};

/// The addresses of who is connected to first. Asio's own resolver would be waited for by whoever gives it
/// up.
Result<Endpoints> find(const Route& route, Deadline limit, const std::stop_token& stop) {
  const auto [host, digits] = route.first_hop();
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failed != std::errc() || end != digits.data() + digits.size())
    return Error{.kind = ErrorKind::invalid_request, .message = "the port of " + host + " is no number"};
  const auto patience =
      std::chrono::ceil<std::chrono::milliseconds>(limit - std::chrono::steady_clock::now());
  auto addresses = resolve(host, std::max(patience, std::chrono::milliseconds(0)), stop);
  if (!addresses) return addresses.error();
  Endpoints endpoints;
  for (const std::string& each : *addresses) {
    error_code error;
    const auto address = asio::ip::make_address(each, error);
    if (!error) endpoints.emplace_back(address, port);
  }
  if (endpoints.empty()) return transient(host + ": the name has no address");
  return endpoints;
}

Result<asio::ssl::context> make_tls(const TlsFiles& files) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  error_code error;
  tls.set_verify_mode(asio::ssl::verify_peer);
  SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
  if (files.ca_file.empty())
    tls.set_default_verify_paths(error);
  else
    tls.load_verify_file(files.ca_file, error);
  if (!error && !files.client_certificate.empty()) {
    tls.use_certificate_chain_file(files.client_certificate, error);
    const std::string& key = files.client_key.empty() ? files.client_certificate : files.client_key;
    if (!error) tls.use_private_key_file(key, asio::ssl::context::pem, error);
  }
  if (!error) return tls;
  return Error{.kind = ErrorKind::local, .message = "a certificate file cannot be used: " + error.message()};
}

/// Runs what is pending on `io` until `is_done`, `until` by `clock`, or `stop`.
template <class IsDone>
bool drive(asio::io_context& io, Clock& clock, Clock::Ticks until, const std::stop_token& stop,
           const IsDone& is_done) {
  const std::stop_callback wake(stop, [&io] { asio::post(io, [] {}); });
  while (!is_done() && !stop.stop_requested()) {
    const auto left = until - clock.ticks();
    if (left <= Clock::Ticks::zero()) {
      io.restart();
      if (io.poll_one() == 0) return is_done();
      continue;
    }
    io.restart();
    io.run_one_for(std::min<std::chrono::nanoseconds>(left, longest_wait));
  }
  return is_done();
}

template <class Stream>
class OpenSocket final : public WebSocket {
 public:
  template <class... Tls>
  OpenSocket(WebSocketOptions options, Clock& clock, Tls&... tls)
      : options_(std::move(options)), clock_(clock), stream_(io_.get_executor(), tls...) {}

  Result<void> open(const Route& route, const std::stop_token& stop) {
    const Deadline limit = std::chrono::steady_clock::now() + options_.connect_limit;
    auto endpoints = find(route, limit, stop);
    if (!endpoints) return endpoints.error();
    asio::co_spawn(io_, steps(route, *std::move(endpoints)),
                   [this](const std::exception_ptr& thrown, Result<void> result) {
                     outcome_ = thrown ? Result<void>(transient("the connection could not be made"))
                                       : std::move(result);
                   });
    const std::stop_callback wake(stop, [this] { asio::post(io_, [] {}); });
    while (!outcome_ && !stop.stop_requested() && std::chrono::steady_clock::now() < limit) {
      io_.restart();
      io_.run_one_until(limit);
    }
    if (outcome_ && *outcome_) return {};
    const bool is_late = !outcome_;
    abandon();  // the steps refer to what is here
    if (stop.stop_requested()) return cancelled();
    if (is_late) return transient("no connection to " + route.uri.origin.host + " in time");
    return outcome_->error();
  }

  Result<std::optional<std::string>> receive(Clock::Ticks until, std::stop_token stop) override {
    if (lost_) return *lost_;
    if (!is_reading_) read();
    drive(io_, clock_, until, stop, [this] { return has_message_ || lost_; });
    if (has_message_) {
      has_message_ = false;
      std::string text = beast::buffers_to_string(buffer_.data());
      buffer_.consume(buffer_.size());
      return std::optional(std::move(text));
    }
    if (lost_) return *lost_;
    if (stop.stop_requested()) return cancelled();
    return std::optional<std::string>();
  }

  Result<void> send(std::string_view text, std::stop_token stop) override {
    if (lost_) return *lost_;
    std::optional<error_code> outcome;
    stream_.text(true);
    stream_.async_write(asio::buffer(text),
                        [&outcome](const error_code& error, std::size_t) { outcome = error; });
    const auto limit = clock_.ticks() + options_.connect_limit;
    drive(io_, clock_, limit, stop, [&outcome] { return outcome.has_value(); });
    if (outcome && !*outcome) return {};
    if (!outcome) abandon();  // the write refers to `text` and `outcome`
    lost_ = outcome ? transient("the connection ended: " + outcome->message())
                    : transient("the connection took nothing in time");
    if (stop.stop_requested()) return cancelled();
    return *lost_;
  }

  ~OpenSocket() override { abandon(); }

 private:
  /// Ends the connection, and lets all that is pending see it.
  void abandon() noexcept {
    try {
      error_code ignored;
      beast::get_lowest_layer(stream_).socket().close(ignored);
      io_.restart();
      io_.poll();
    } catch (const std::exception&) {
      lost_ = Error{.kind = ErrorKind::transient};  // whatever was pending: nobody waits for it any more
    }
  }

  void read() {
    is_reading_ = true;
    stream_.async_read(buffer_, [this](const error_code& error, std::size_t) {
      is_reading_ = false;
      if (error)
        lost_ = transient(error == websocket::error::closed ? "the server closed the connection"
                                                            : "the connection ended: " + error.message());
      else if (!stream_.got_text())
        lost_ = transient("the server sent something that is not text");
      else
        has_message_ = true;
    });
  }

  asio::awaitable<Result<void>> steps(Route route, Endpoints endpoints) {
    auto& lowest = beast::get_lowest_layer(stream_);
    const std::string& host = route.uri.origin.host;
    const auto [unreachable, endpoint] = co_await lowest.async_connect(endpoints, as_result);
    if (unreachable)
      co_return transient(route.first_hop().first + " cannot be reached: " + unreachable.message());
    error_code ignored;
    lowest.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    lowest.socket().set_option(asio::socket_base::keep_alive(true), ignored);
    if (route.proxy)
      if (auto passed = co_await tunnel(route); !passed) co_return passed.error();
    if constexpr (std::is_same_v<Stream, Secure>) {
      auto& tls = stream_.next_layer();
      std::string name = host;  // the macro for it casts as C does
      SSL_ctrl(tls.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
      tls.set_verify_callback(asio::ssl::host_name_verification(host));
      const auto [refused] = co_await tls.async_handshake(asio::ssl::stream_base::client, as_result);
      if (refused && SSL_get_verify_result(tls.native_handle()) != X509_V_OK)
        co_return untrusted(host, refused);
      if (refused) co_return transient("no TLS with " + host + ": " + refused.message());
    }
    co_return co_await upgrade(route);
  }

  asio::awaitable<Result<void>> tunnel(const Route& route) {
    namespace http = beast::http;
    auto& lowest = beast::get_lowest_layer(stream_);
    http::request<http::empty_body> ask(http::verb::connect, route.authority(), 11);
    ask.set(http::field::host, route.authority());
    if (!route.proxy->authorization.empty())
      ask.set(http::field::proxy_authorization, route.proxy->authorization);
    const auto [unsent, sent] = co_await http::async_write(lowest, ask, as_result);
    if (unsent) co_return transient("the proxy closed the connection");
    http::response_parser<http::empty_body> answer;
    answer.skip(true);
    beast::flat_buffer bytes(16U << 10U);
    const auto [unread, got] = co_await http::async_read_header(lowest, bytes, answer, as_result);
    if (unread) co_return transient("the proxy did not answer: " + unread.message());
    if (answer.get().result_int() / 100 == 2) co_return Result<void>();
    co_return transient("the proxy refused with " + std::to_string(answer.get().result_int()));
  }

  asio::awaitable<Result<void>> upgrade(const Route& route) {
    stream_.set_option(websocket::stream_base::decorator([this](websocket::request_type& request) {
      request.set(beast::http::field::user_agent, options_.user_agent);
    }));
    stream_.read_message_max(options_.max_message_bytes);
    websocket::response_type answer;
    const auto [refused] =
        co_await stream_.async_handshake(answer, route.authority(), route.uri.target, as_result);
    if (!refused) co_return Result<void>();
    if (refused == websocket::error::upgrade_declined)
      co_return Error{.kind = ErrorKind::transient,
                      .message = "the channel was refused with " + std::to_string(answer.result_int()),
                      .http_status = static_cast<int>(answer.result_int())};
    co_return transient("no WebSocket at " + route.uri.origin.host + ": " + refused.message());
  }

  const WebSocketOptions options_;
  Clock& clock_;
  asio::io_context io_{1};
  websocket::stream<Stream> stream_;
  beast::flat_buffer buffer_;
  bool is_reading_ = false;
  bool has_message_ = false;
  std::optional<Error> lost_;
  std::optional<Result<void>> outcome_;  ///< Of opening.
};

template <class Socket>
Result<std::unique_ptr<WebSocket>> opened(std::unique_ptr<Socket> socket, const Route& route,
                                          const std::stop_token& stop) {
  if (auto open = socket->open(route, stop); !open) return open.error();
  return std::unique_ptr<WebSocket>(std::move(socket));
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here changes it
  return value == nullptr ? std::string() : value;
}

}  // namespace

Result<std::unique_ptr<WebSocket>> WebSocketClient::connect(const std::string& uri, std::stop_token stop) {
  auto parsed = parse_web_socket_uri(uri);
  if (!parsed) return parsed.error();
  auto choice = choose_proxy(parsed->origin, options_.proxy, variable);
  if (!choice) return choice.error();
  auto proxy = tunnel_proxy(parsed->origin, *choice);
  if (!proxy) return proxy.error();
  const Route route{.uri = *std::move(parsed), .proxy = *std::move(proxy)};
  if (!route.uri.origin.encrypted())
    return opened(std::make_unique<OpenSocket<Plain>>(options_, clock_), route, stop);
  auto tls = make_tls(options_.tls);
  if (!tls) return tls.error();
  return opened(std::make_unique<OpenSocket<Secure>>(options_, clock_, *tls), route, stop);
}

}  // namespace nowthen::net

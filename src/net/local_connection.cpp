#include "net/local_connection.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/read.hpp>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include "net/server_request.hpp"

namespace nowthen::net {
namespace {

namespace http = boost::beast::http;

constexpr std::uint32_t max_head_bytes = 16U << 10U;

constexpr std::string_view reply_head =
    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nCache-Control: no-store\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";

/// Whether the other end has been closed. What it sends early stays unread.
bool has_left(int descriptor) {
  char byte = 0;
  const ssize_t seen = ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return seen == 0 || (seen < 0 && errno != EAGAIN && errno != EINTR);
}

}  // namespace

LocalConnection::LocalConnection(LocalSocket socket, const LocalServerOptions& options, LargeRequests& large,
                                 std::unique_ptr<LocalSession> session)
    : socket_(std::move(socket)),
      options_(options),
      large_(large),
      session_(std::move(session)),
      watchdog_(socket_.get_executor()),
      wakeup_(socket_.get_executor()) {}

Awaitable<void> LocalConnection::run() {
  const auto self = shared_from_this();
  while (!is_ending_ && co_await serve_one()) {
  }
  watchdog_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

void LocalConnection::end(bool at_once) {
  is_ending_ = true;
  if (outbox_ && (!at_once || is_awaited_)) return;
  give_up();
  error_code ignored;
  socket_.close(ignored);
}

/// Ends the reply that is being made, if any: nobody takes it any more.
void LocalConnection::give_up() {
  is_lost_ = true;
  if (!outbox_) return;
  outbox_->close();
  stop_.request_stop();
  wakeup_.cancel();
}

/// Restarts the watchdog. It may fire after the connection has gone, hence the weak pointer, and may have
/// been restarted when it does, hence the look at the time.
void LocalConnection::watch(std::chrono::milliseconds limit) {
  watchdog_.expires_after(limit);
  watchdog_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (error || !self || self->watchdog_.expiry() > std::chrono::steady_clock::now()) return;
    error_code ignored;
    self->socket_.close(ignored);
  });
}

Awaitable<bool> LocalConnection::serve_one() {
  Parser parser;
  parser.header_limit(max_head_bytes);
  parser.body_limit(boost::none);
  watch(options_.idle_timeout);
  const int status = co_await read_request(parser);
  watchdog_.cancel();
  if (status != 200 && status != 0) co_await refuse(status);
  const bool may_go_on = status == 200 && co_await deliver(to_request(parser.release()));
  if (std::exchange(is_large_, false)) --large_.count;
  co_return may_go_on;
}

/// Gives 200, the status of a refusal, or 0 where the peer has gone.
Awaitable<int> LocalConnection::read_request(Parser& parser) {
  auto [error, bytes] = co_await http::async_read_header(socket_, buffer_, parser, as_result);
  if (error) co_return refusal_of(error);
  const auto& message = parser.get();
  const auto limit = session_->body_limit({message.method_string().data(), message.method_string().size()},
                                          {message.target().data(), message.target().size()});
  if (!limit) co_return 404;
  if (parser.content_length().value_or(0) > *limit) co_return 413;
  if (message[http::field::expect] == "100-continue" && !co_await write("HTTP/1.1 100 Continue\r\n\r\n"))
    co_return 0;
  co_return co_await read_body(parser, *limit);
}

Awaitable<int> LocalConnection::read_body(Parser& parser, std::size_t limit) {
  if (parser.is_done()) co_return 200;
  if (limit > options_.large_request) {
    if (large_.count >= options_.max_large_requests) co_return 503;
    ++large_.count;
    is_large_ = true;
  }
  parser.body_limit(limit);
  error_code failed;
  while (!failed && !parser.is_done()) {
    watch(options_.idle_timeout);
    std::tie(failed, std::ignore) = co_await http::async_read_some(socket_, buffer_, parser, as_result);
  }
  co_return failed ? refusal_of(failed) : 200;
}

/// Runs beside the making of a reply; `deliver` ends it by a cancel.
Awaitable<void> LocalConnection::watch_peer() {
  const auto self = shared_from_this();
  const auto [error] = co_await socket_.async_wait(LocalSocket::wait_read, as_result);
  if (!error && outbox_ && has_left(socket_.native_handle())) give_up();
}

Awaitable<bool> LocalConnection::deliver(Request request) {
  const auto self = shared_from_this();
  const auto executor = socket_.get_executor();
  outbox_ = std::make_shared<LocalOutbox>(
      [self, executor] { asio::post(executor, [self] { self->wakeup_.cancel(); }); });
  stop_ = std::stop_source();
  is_awaited_ = session_->is_awaited(request.target);
  is_lost_ = false;
  start_making(std::move(request));
  asio::co_spawn(
      executor, [self] { return self->watch_peer(); }, asio::detached);
  if (!co_await write(reply_head)) give_up();
  const LocalOutbox::Piece last = co_await pump(*outbox_);
  if (maker_.joinable()) maker_.join();
  outbox_.reset();
  error_code ignored;
  socket_.cancel(ignored);
  if (is_lost_ || !last.is_whole || !co_await write("0\r\n\r\n")) co_return false;
  co_return last.may_go_on;
}

/// Where the system gives no thread, the reply breaks off.
void LocalConnection::start_making(Request request) {
  try {
    maker_ = std::thread([this, request = std::move(request), outbox = outbox_] { make(request, *outbox); });
  } catch (const std::system_error&) {
    outbox_->finish(false, false);
  }
}

/// On the reply's own thread.
void LocalConnection::make(const Request& request, LocalOutbox& outbox) {
  try {
    const bool may_go_on = session_->answer(request, outbox, stop_.get_token());
    outbox.finish(true, may_go_on);
  } catch (const std::exception&) {
    outbox.finish(false, false);
  }
}

/// Sends what is made until all is made, also when nobody takes it any more: its thread must have ended then.
/// Gives the last piece.
Awaitable<LocalOutbox::Piece> LocalConnection::pump(LocalOutbox& outbox) {
  for (;;) {
    LocalOutbox::Piece piece = outbox.take();
    if (!piece.bytes.empty() && !is_lost_) {
      if (!co_await write_chunk(piece.bytes)) give_up();
      if (!piece.is_last) continue;
    }
    if (piece.is_last) co_return piece;
    wakeup_.expires_after(options_.heartbeat);
    const auto [interrupted] = co_await wakeup_.async_wait(as_result);
    if (!interrupted && !is_lost_ && !co_await write_chunk("\n")) give_up();
  }
}

Awaitable<bool> LocalConnection::write_chunk(std::string_view bytes) {
  std::string chunk = fmt::format("{:x}\r\n", bytes.size());
  chunk += bytes;
  chunk += "\r\n";
  co_return co_await write(chunk);
}

Awaitable<bool> LocalConnection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    watch(options_.take_timeout);
    const auto [error, sent] = co_await socket_.async_write_some(asio::buffer(bytes), as_result);
    if (error) co_return false;
    bytes.remove_prefix(sent);
  }
  watchdog_.cancel();
  co_return true;
}

Awaitable<void> LocalConnection::refuse(int status) {
  co_await write(
      fmt::format("HTTP/1.1 {} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status));
}

}  // namespace nowthen::net

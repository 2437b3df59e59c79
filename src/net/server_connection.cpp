#include "net/server_connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <mutex>
#include <type_traits>

#include "net/server_request.hpp"
#include "net/server_web_socket_connection.hpp"

namespace nowthen::net {
namespace {

constexpr std::uint32_t max_head_bytes = 64U << 10U;
constexpr std::chrono::seconds farewell{2};  // how long a refused peer may go on sending before it is cut off
constexpr std::size_t slices_per_second = 50;

/// The first `limit` bytes of what is left of `pieces` behind `skip` bytes of the first.
std::vector<asio::const_buffer> buffers_of(std::span<const std::string_view> pieces, std::size_t skip,
                                           std::size_t limit) {
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(pieces.size());
  for (std::string_view piece : pieces) {
    if (limit == 0) break;
    piece = piece.substr(skip, limit);
    skip = 0;
    limit -= piece.size();
    if (!piece.empty()) buffers.emplace_back(piece.data(), piece.size());
  }
  return buffers;
}

}  // namespace

template <class Stream>
Awaitable<void> ServerConnection<Stream>::run() {
  const auto self = this->shared_from_this();
  if (co_await handshake())
    while (co_await serve_one()) {
    }
  watchdog_.cancel();
}

/// Restarts the watchdog. It may fire after the connection has gone, hence the weak pointer, and may have
/// been restarted when it does, hence the look at the time.
template <class Stream>
void ServerConnection<Stream>::watch() {
  watchdog_.expires_after(options_.idle_timeout);
  watchdog_.async_wait([weak = this->weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (error || !self || self->watchdog_.expiry() > std::chrono::steady_clock::now()) return;
    error_code ignored;
    lowest(self->stream_).close(ignored);
  });
}

template <class Stream>
Awaitable<bool> ServerConnection<Stream>::handshake() {
  if constexpr (std::is_same_v<Stream, TlsStream>) {
    watch();
    const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_result);
    co_return !error;
  }
  co_return true;
}

template <class Stream>
Awaitable<bool> ServerConnection<Stream>::serve_one() {
  Parser parser;
  parser.header_limit(max_head_bytes);
  parser.body_limit(options_.max_request_bytes);
  watch();
  const auto place = room_.wait([this] {
    error_code ignored;
    lowest(stream_).close(ignored);
  });
  const error_code error = co_await read(parser);
  room_.leave(place);
  if (error) {
    co_await refuse(error);
    co_return false;
  }
  if (accept_web_socket_ && websocket::is_upgrade(parser.get()) && co_await became_web_socket(parser))
    co_return false;
  const auto& message = parser.get();
  const RequestTraits traits{.head_method = message.method() == http::verb::head,
                             .http_1_0 = message.version() < 11,
                             .keep_alive = message.keep_alive()};
  ServerReply reply = answer(parser);
  if (reply.later) reply = co_await later(std::move(reply.later));
  co_return co_await deliver(std::move(reply), traits);
}

/// Makes this coroutine go on from any thread, for as long as the connection is there.
template <class Stream>
std::function<void()> ServerConnection<Stream>::waker() {
  return [weak = this->weak_from_this()] {
    auto self = weak.lock();
    if (!self) return;
    // The server's thread lets go of it, whatever happens there meanwhile.
    const auto executor = self->stream_.get_executor();
    asio::post(executor, [self = std::move(self)] {
      self->is_woken_ = true;
      self->pause_.cancel();
    });
  };
}

/// The watchdog sleeps: what is waited for is no business of the peer's.
template <class Stream>
Awaitable<void> ServerConnection<Stream>::until_woken() {
  watchdog_.cancel();
  while (!is_woken_) {
    pause_.expires_at(Timer::time_point::max());
    co_await pause_.async_wait(as_result);
  }
  is_woken_ = false;
}

template <class Stream>
Awaitable<ServerReply> ServerConnection<Stream>::later(std::function<void(ServerReply::Answer)> ask) {
  struct Slot {
    std::mutex mutex;
    std::optional<ServerReply> reply;
  };
  const auto slot = std::make_shared<Slot>();
  ask([slot, wake = waker()](ServerReply reply) {
    {
      const std::scoped_lock lock(slot->mutex);
      if (slot->reply) return;
      slot->reply = std::move(reply);
    }
    wake();
  });
  for (;;) {
    co_await until_woken();
    const std::scoped_lock lock(slot->mutex);
    if (slot->reply) co_return std::move(*slot->reply);
  }
}

/// One piece is on its way at a time.
template <class Stream>
Awaitable<void> ServerConnection<Stream>::deliver_stream(const MakeStream& make) {
  const auto stream = make(waker());
  for (;;) {
    const ServerStream::Step step = stream->next();
    std::vector<std::string_view> pieces;
    if (step.bytes) pieces.emplace_back(*step.bytes);
    if (!pieces.empty() && !co_await write(pieces, 0)) co_return;
    if (step.is_over) co_return;
    if (!step.bytes) co_await until_woken();
  }
}

/// The connection moves on to another class, which has it to the end.
template <class Stream>
Awaitable<bool> ServerConnection<Stream>::became_web_socket(Parser& parser) {
  const auto wake = std::make_shared<std::weak_ptr<WebSocketConnection<Stream>>>();
  auto session = accept_web_socket_(to_request(parser.get()), [wake] {
    if (const auto connection = wake->lock()) connection->wake();
  });
  if (!session) co_return false;
  watchdog_.cancel();
  const auto connection = std::make_shared<WebSocketConnection<Stream>>(std::move(stream_), options_);
  *wake = connection;
  co_await connection->run(parser.release(), std::move(session));
  co_return true;
}

template <class Stream>
Awaitable<error_code> ServerConnection<Stream>::read(Parser& parser) {
  auto [head_error, head_bytes] = co_await http::async_read_header(stream_, buffer_, parser, as_result);
  if (head_error || parser.is_done()) co_return head_error;
  if (parser.get()[http::field::expect] == "100-continue") {
    const std::vector<std::string_view> go_on{"HTTP/1.1 100 Continue\r\n\r\n"};
    if (!co_await write(go_on, 0)) co_return http::error::end_of_stream;
  }
  auto [error, bytes] = co_await http::async_read(stream_, buffer_, parser, as_result);
  co_return error;
}

template <class Stream>
Awaitable<void> ServerConnection<Stream>::refuse(error_code error) {
  const int status = refusal_of(error);
  if (status == 0) co_return;
  ServerReply reply{.reply = {.status = status}, .delivery = {.ending = Ending::close}};
  co_await deliver(std::move(reply), {});
  co_await drain();
}

template <class Stream>
ServerReply ServerConnection<Stream>::answer(const Parser& parser) const {
  try {
    return handler_(to_request(parser.get()));
  } catch (const std::exception&) {
    return {.reply = {.status = 500}, .delivery = {.ending = Ending::close}};
  }
}

template <class Stream>
Awaitable<bool> ServerConnection<Stream>::deliver(ServerReply reply, const RequestTraits& traits) {
  const auto before_head = reply.delivery.before_head;
  const std::size_t bytes_per_second = reply.delivery.bytes_per_second;
  const MakeStream make_stream = std::move(reply.stream);
  RequestTraits wanted = traits;
  wanted.is_endless = make_stream && !traits.head_method;
  const WirePlan plan(std::move(reply), wanted);
  if (before_head.count() > 0) co_await pause(before_head);
  if (!co_await write(plan.pieces(), bytes_per_second)) co_return false;
  if (wanted.is_endless) co_await deliver_stream(make_stream);
  if (plan.ending() == Ending::keep_alive) co_return true;
  co_await finish(plan.ending());
  co_return false;
}

/// One gathered write where the socket takes it all; in slices of a fiftieth of a second where a rate is
/// given.
template <class Stream>
Awaitable<bool> ServerConnection<Stream>::write(const std::vector<std::string_view>& pieces,
                                                std::size_t bytes_per_second) {
  const std::size_t slice = bytes_per_second == 0
                                ? std::size_t(-1)
                                : std::max<std::size_t>(1, bytes_per_second / slices_per_second);
  std::span<const std::string_view> left(pieces);
  std::size_t skip = 0;  // of the first piece that is left
  for (;;) {
    while (!left.empty() && skip >= left.front().size()) {
      skip -= left.front().size();
      left = left.subspan(1);
    }
    if (left.empty()) co_return true;
    watch();
    const auto [error, sent] = co_await stream_.async_write_some(buffers_of(left, skip, slice), as_result);
    if (error) co_return false;
    skip += sent;
    if (bytes_per_second > 0)
      co_await pause(std::chrono::nanoseconds(1'000'000'000ULL * sent / bytes_per_second));
  }
}

/// Waits on purpose, so the watchdog sleeps.
template <class Stream>
Awaitable<void> ServerConnection<Stream>::pause(std::chrono::nanoseconds duration) {
  watchdog_.cancel();
  pause_.expires_after(duration);
  co_await pause_.async_wait(as_result);
}

template <class Stream>
Awaitable<void> ServerConnection<Stream>::finish(Ending ending) {
  error_code ignored;
  TcpSocket& socket = lowest(stream_);
  if (ending == Ending::reset) {
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
  } else if (ending == Ending::close) {
    socket.shutdown(asio::socket_base::shutdown_send, ignored);
  } else if (ending == Ending::stall) {
    watchdog_.cancel();
    char byte = 0;
    for (error_code error; !error;)
      std::tie(error, std::ignore) = co_await socket.async_read_some(asio::buffer(&byte, 1), as_result);
  }
}

/// Takes what a refused peer still sends: closing on unread bytes would reset the connection and lose the
/// refusal.
template <class Stream>
Awaitable<void> ServerConnection<Stream>::drain() {
  TcpSocket& socket = lowest(stream_);
  watchdog_.expires_after(farewell);
  watchdog_.async_wait([weak = this->weak_from_this()](error_code error) {
    error_code ignored;
    if (const auto self = weak.lock(); self && !error) lowest(self->stream_).close(ignored);
  });
  std::vector<char> discarded(std::size_t{64} << 10U);
  for (error_code error; !error;)
    std::tie(error, std::ignore) = co_await socket.async_read_some(asio::buffer(discarded), as_result);
}

template class ServerConnection<TcpSocket>;
template class ServerConnection<TlsStream>;

}  // namespace nowthen::net

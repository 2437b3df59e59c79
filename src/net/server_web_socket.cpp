#include "net/server_web_socket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "net/server_web_socket_connection.hpp"

namespace nowthen::net {
namespace {

constexpr std::size_t most_message_bytes = std::size_t{64} << 10U;
constexpr std::chrono::seconds handshake_patience{10};  // also for the peer's answer to a close

}  // namespace

template <class Stream>
void WebSocketConnection<Stream>::wake() {
  asio::post(stream_.get_executor(), [weak = this->weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->woken_ = true;
    self->pause_.cancel();
  });
}

template <class Stream>
Awaitable<void> WebSocketConnection<Stream>::run(UpgradeRequest request,
                                                 std::unique_ptr<ServerWebSocket> session) {
  const auto self = this->shared_from_this();
  session_ = std::move(session);
  stream_.set_option(websocket::stream_base::timeout{.handshake_timeout = handshake_patience,
                                                     .idle_timeout = websocket::stream_base::none(),
                                                     .keep_alive_pings = false});
  stream_.read_message_max(most_message_bytes);
  stream_.text(true);
  stream_.auto_fragment(false);
  const auto [error] = co_await stream_.async_accept(request, as_result);
  if (!error) {
    asio::co_spawn(
        stream_.get_executor(), [self] { return self->read_all(); }, asio::detached);
    co_await write_all();
  }
  drop();
  session_.reset();
}

template <class Stream>
Awaitable<void> WebSocketConnection<Stream>::read_all() {
  const auto self = this->shared_from_this();
  while (!gone_) {
    const auto [error, bytes] = co_await stream_.async_read(buffer_, as_result);
    if (error || gone_) break;
    session_->receive(boost::beast::buffers_to_string(buffer_.data()));
    buffer_.consume(buffer_.size());
    woken_ = true;
    pause_.cancel();
  }
  gone_ = true;
  pause_.cancel();
}

template <class Stream>
Awaitable<void> WebSocketConnection<Stream>::write_all() {
  while (!gone_) {
    woken_ = false;
    const Step step = session_->next();
    if (step.ending) co_return co_await finish(*step.ending);
    if (!step.text)
      co_await wait(step.wait);
    else if (!co_await write(*step.text))
      co_return;
  }
}

template <class Stream>
Awaitable<bool> WebSocketConnection<Stream>::write(const std::string& text) {
  watchdog_.expires_after(options_.web_socket_patience);
  watchdog_.async_wait([weak = this->weak_from_this()](error_code error) {
    if (const auto self = weak.lock(); self && !error) self->drop();
  });
  const auto [error, bytes] = co_await stream_.async_write(asio::buffer(text), as_result);
  watchdog_.cancel();
  co_return !error && !gone_;
}

/// A wake that came before the wait began must not be lost.
template <class Stream>
Awaitable<void> WebSocketConnection<Stream>::wait(std::chrono::nanoseconds duration) {
  if (woken_ || gone_) co_return;
  pause_.expires_after(duration);
  co_await pause_.async_wait(as_result);
}

template <class Stream>
Awaitable<void> WebSocketConnection<Stream>::finish(Step::Ending ending) {
  if (ending == Step::Ending::reset) {
    error_code ignored;
    lowest(stream_.next_layer()).set_option(asio::socket_base::linger(true, 0), ignored);
    co_return;
  }
  co_await stream_.async_close(websocket::close_code::going_away, as_result);
}

template <class Stream>
void WebSocketConnection<Stream>::drop() {
  gone_ = true;
  error_code ignored;
  lowest(stream_.next_layer()).close(ignored);
  pause_.cancel();
  watchdog_.cancel();
}

template class WebSocketConnection<TcpSocket>;
template class WebSocketConnection<TlsStream>;

}  // namespace nowthen::net

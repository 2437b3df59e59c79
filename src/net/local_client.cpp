#include "net/local_client.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cerrno>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "net/local_address.hpp"

namespace nowthen::net {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds look_every{100};  // for a stop
constexpr std::uint32_t max_head_bytes = 16U << 10U;

Error silent(std::string_view where) {
  return {.kind = ErrorKind::transient, .message = fmt::format("no answer {}", where)};
}

Error gone() {
  return {.kind = ErrorKind::transient, .message = "the connection ended before the reply did"};
}

Error too_slow() {
  return {.kind = ErrorKind::transient, .message = "nothing of the reply was taken for too long"};
}

Error cancelled() { return {.kind = ErrorKind::cancelled, .message = "interrupted"}; }

Error failed(std::string_view what, int code) {
  return {.kind = ErrorKind::local,
          .message = fmt::format("cannot {}: {}", what, std::generic_category().message(code))};
}

Error no_listener(int code) {
  return {.kind = ErrorKind::not_found,
          .message = fmt::format("nobody listens: {}", std::generic_category().message(code))};
}

bool has_passed(SteadyClock::time_point deadline) { return SteadyClock::now() >= deadline; }

}  // namespace

class LocalClient::Impl {
 public:
  explicit Impl(const LocalTimeouts& timeouts)
      : timeouts_(timeouts), socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
  ~Impl() {
    if (socket_ >= 0) ::close(socket_);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// A Unix-domain socket connects at once or not at all; a full queue gives EAGAIN.
  Result<void> connect(const std::string& path, const std::stop_token& stop) {
    const auto address = LocalAddress::of(path);
    if (!address) return address.error();
    if (socket_ < 0) return failed("open a socket", errno);
    const auto deadline = SteadyClock::now() + timeouts_.connect;
    while (::connect(socket_, address->get(), address->size()) != 0) {
      if (errno == ENOENT || errno == ECONNREFUSED) return no_listener(errno);
      if (errno != EAGAIN && errno != EINTR) return failed("connect to " + path, errno);
      if (stop.stop_requested()) return cancelled();
      if (has_passed(deadline)) return silent("to a connection");
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return {};
  }

  Result<int> send(const Request& request, std::stop_token stop) {
    stop_ = std::move(stop);
    was_slow_ = false;
    last_received_ = SteadyClock::now();
    std::string head = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n",
                                   request.method, request.target, request.body.size());
    for (const auto& [name, value] : request.headers) head += fmt::format("{}: {}\r\n", name, value);
    head += "\r\n";
    for (const std::string_view part : {std::string_view(head), std::string_view(request.body)})
      if (auto sent = write(part); !sent) return sent.error();
    parser_.emplace();
    parser_->header_limit(max_head_bytes);
    parser_->body_limit(boost::none);
    while (!parser_->is_header_done())
      if (auto more = read_more(timeouts_.first_byte); !more) return more.error();
    return static_cast<int>(parser_->get().result_int());
  }

  Result<std::string_view> read() {
    for (;;) {
      if (parser_->is_done()) return std::string_view();
      const auto piece = parse_body();
      if (!piece) return piece.error();
      if (!piece->empty()) return *piece;
      if (parser_->is_done()) return std::string_view();
      if (auto got = receive(timeouts_.silence); !got) return got.error();
    }
  }

  int process() const {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket_, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid : 0;
  }

 private:
  using Parser = http::response_parser<http::buffer_body>;

  Result<void> wait(short events, SteadyClock::time_point deadline) {
    for (;;) {
      if (stop_.stop_requested()) return cancelled();
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
      if (left.count() <= 0) return silent("from the other end");
      pollfd watched{.fd = socket_, .events = events, .revents = 0};
      const int ready = ::poll(&watched, 1, static_cast<int>(std::min(left, look_every).count()));
      if (ready > 0) return {};
      if (ready < 0 && errno != EINTR) return failed("wait for a socket", errno);
    }
  }

  /// A peer that has refused the request already may have closed: its reply is read all the same.
  Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent >= 0)
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      else if (errno == EPIPE || errno == ECONNRESET)
        return {};
      else if (errno != EAGAIN && errno != EINTR)
        return failed("write to a socket", errno);
      else if (auto ready = wait(POLLOUT, SteadyClock::now() + timeouts_.silence); !ready)
        return ready;
    }
    return {};
  }

  /// Receives some bytes behind those that are not parsed yet.
  Result<void> receive(std::chrono::milliseconds limit) {
    const auto now = SteadyClock::now();
    was_slow_ = was_slow_ || now - last_received_ >= timeouts_.patience;
    const auto deadline = now + limit;
    for (;;) {
      const ssize_t count = ::recv(socket_, block_.data(), block_.size(), 0);
      if (count > 0) {
        received_.append(block_.data(), static_cast<std::size_t>(count));
        last_received_ = SteadyClock::now();
        return {};
      }
      if (count == 0 || errno == ECONNRESET) return was_slow_ ? too_slow() : gone();
      if (errno != EAGAIN && errno != EINTR) return failed("read from a socket", errno);
      if (auto ready = wait(POLLIN, deadline); !ready) return ready;
    }
  }

  /// For the head.
  Result<void> read_more(std::chrono::milliseconds limit) {
    if (received_.empty())
      if (auto got = receive(limit); !got) return got;
    error_code error;
    const std::size_t used = parser_->put(boost::asio::buffer(received_), error);
    received_.erase(0, used);
    if (error == http::error::need_more) return receive(limit);
    if (error && error != http::error::need_buffer) return malformed(error);
    return {};
  }

  /// What of the body is at hand; nothing where more has to be received.
  Result<std::string_view> parse_body() {
    auto& body = parser_->get().body();
    body.data = body_.data();
    body.size = body_.size();
    body.more = true;
    std::size_t done = 0;
    error_code error;
    while (!error && done < received_.size() && !parser_->is_done() && body.size > 0)
      done += parser_->put(boost::asio::buffer(received_) + done, error);
    received_.erase(0, done);
    if (error && error != http::error::need_more && error != http::error::need_buffer)
      return malformed(error);
    return std::string_view(body_.data(), body_.size() - body.size);
  }

  static Error malformed(error_code error) {
    return {.kind = ErrorKind::malformed_reply,
            .message = "the other end does not speak the protocol: " + error.message()};
  }

  const LocalTimeouts timeouts_;
  const int socket_;
  std::stop_token stop_;
  std::optional<Parser> parser_;
  std::string received_;
  SteadyClock::time_point last_received_{};
  bool was_slow_ = false;  ///< Within the reply, more was asked for only after the other end's patience.
  std::array<char, std::size_t{64} << 10U> block_{};
  std::array<char, std::size_t{64} << 10U> body_{};
};

Result<LocalClient> LocalClient::connect(const std::string& path, const LocalTimeouts& timeouts,
                                         const std::stop_token& stop) {
  auto impl = std::make_unique<Impl>(timeouts);
  if (auto connected = impl->connect(path, stop); !connected) return connected.error();
  return LocalClient(std::move(impl));
}

LocalClient::LocalClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LocalClient::~LocalClient() = default;
LocalClient::LocalClient(LocalClient&&) noexcept = default;
LocalClient& LocalClient::operator=(LocalClient&&) noexcept = default;

Result<int> LocalClient::send(const Request& request, std::stop_token stop) {
  return impl_->send(request, std::move(stop));
}
Result<std::string_view> LocalClient::read() { return impl_->read(); }
int LocalClient::process() const { return impl_->process(); }

}  // namespace nowthen::net

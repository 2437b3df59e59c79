#include "simulator/service/in_process_socket.hpp"

#include <algorithm>

namespace nowthen::sim {
namespace {

Error cancelled() { return {.kind = ErrorKind::cancelled, .message = "stopped while waiting for a message"}; }

/// One socket, in the hands of one thread.
class InProcessSocket final : public net::WebSocket {
 public:
  InProcessSocket(SocketAccess& access, Clock& clock, SocketId id)
      : access_(access), clock_(clock), id_(id) {}
  ~InProcessSocket() override { access_.close(id_); }
  InProcessSocket(const InProcessSocket&) = delete;
  InProcessSocket& operator=(const InProcessSocket&) = delete;
  InProcessSocket(InProcessSocket&&) = delete;
  InProcessSocket& operator=(InProcessSocket&&) = delete;

  Result<std::optional<std::string>> receive(Clock::Ticks until, std::stop_token stop) override {
    for (;;) {
      if (stop.stop_requested()) return cancelled();
      if (!gone_.empty()) return gone();
      std::stop_source woken;
      SocketStep step = access_.next(id_, [woken]() mutable { woken.request_stop(); });
      if (step.kind == SocketStep::Kind::send) return std::optional(std::move(step.text));
      if (step.kind != SocketStep::Kind::wait) {
        gone_ = step.kind == SocketStep::Kind::reset ? "the connection was reset"
                                                     : "the connection was closed: " + step.text;
        continue;
      }
      if (clock_.ticks() >= until) return std::optional<std::string>();
      wait(std::min(until, step.until), woken, stop);
    }
  }

  Result<void> send(std::string_view text, std::stop_token stop) override {
    if (stop.stop_requested()) return cancelled();
    if (!gone_.empty()) return gone();
    access_.receive(id_, text);
    return {};
  }

 private:
  void wait(Clock::Ticks until, std::stop_source& woken, const std::stop_token& stop) {
    const std::stop_callback forward(stop, [&woken] { woken.request_stop(); });
    clock_.wait_until(until, woken.get_token());
    access_.forget(id_);
  }

  Error gone() const { return {.kind = ErrorKind::transient, .message = gone_}; }

  SocketAccess& access_;
  Clock& clock_;
  SocketId id_;
  std::string gone_;
};

/// What follows scheme and host, or nothing for a text that is no URI.
std::optional<std::string> path_of(const std::string& uri) {
  const auto scheme = uri.find("://");
  if (scheme == std::string::npos) return std::nullopt;
  const auto path = uri.find('/', scheme + 3);
  if (path == std::string::npos) return std::nullopt;
  return uri.substr(path, uri.find_first_of("?#", path) - path);
}

}  // namespace

Result<std::unique_ptr<net::WebSocket>> InProcessConnector::connect(const std::string& uri,
                                                                    std::stop_token stop) {
  if (stop.stop_requested()) return cancelled();
  const auto path = path_of(uri);
  if (!path) return Error{.kind = ErrorKind::invalid_request, .message = "the address of a socket is no URI"};
  const auto id = access_.open(*path);
  if (!id)
    return Error{.kind = ErrorKind::not_found, .message = "there is no such channel", .http_status = 404};
  return std::unique_ptr<net::WebSocket>(std::make_unique<InProcessSocket>(access_, clock_, *id));
}

}  // namespace nowthen::sim

#include "simulator/service/served_socket.hpp"

#include <algorithm>
#include <nowthen/core/clock.hpp>

#include "simulator/http/target.hpp"

namespace nowthen::sim {
namespace {

/// The caller's clock may be moved without anybody saying so.
constexpr std::chrono::milliseconds longest_wait{200};

/// One socket behind a server.
class ServedSocket final : public net::ServerWebSocket {
 public:
  ServedSocket(SocketAccess& access, SocketId id, SocketAccess::Wake wake)
      : access_(access), id_(id), wake_(std::move(wake)) {}
  ~ServedSocket() override { access_.close(id_); }
  ServedSocket(const ServedSocket&) = delete;
  ServedSocket& operator=(const ServedSocket&) = delete;
  ServedSocket(ServedSocket&&) = delete;
  ServedSocket& operator=(ServedSocket&&) = delete;

  Step next() override {
    SocketStep step = access_.next(id_, wake_);
    Step out;
    switch (step.kind) {
      case SocketStep::Kind::send: out.text = std::move(step.text); break;
      case SocketStep::Kind::close: out.ending = Step::Ending::close; break;
      case SocketStep::Kind::reset: out.ending = Step::Ending::reset; break;
      case SocketStep::Kind::wait:
        out.wait = std::clamp<std::chrono::nanoseconds>(step.until - access_.clock().ticks(),
                                                        std::chrono::nanoseconds(0), longest_wait);
    }
    return out;
  }

  void receive(std::string text) override { access_.receive(id_, text); }

 private:
  SocketAccess& access_;
  SocketId id_;
  SocketAccess::Wake wake_;
};

}  // namespace

net::AcceptWebSocket serving_sockets(SocketAccess& access) {
  return [&access](const net::Request& request,
                   SocketAccess::Wake wake) -> std::unique_ptr<net::ServerWebSocket> {
    const auto target = parse_target(request.target);
    const auto id = target ? access.open(target->path) : std::optional<SocketId>();
    if (!id) return nullptr;
    return std::make_unique<ServedSocket>(access, *id, std::move(wake));
  };
}

}  // namespace nowthen::sim

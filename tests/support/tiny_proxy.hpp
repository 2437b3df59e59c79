#pragma once
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/raw_socket.hpp"

namespace nowthen::testing {

/// An HTTP proxy on loopback: CONNECT, and requests with an absolute URL (one to a connection).
///
/// Whatever host it is asked for, it goes to that port on loopback: tests name hosts that do not exist.
class TinyProxy {
 public:
  /// With a `refusal`, a whole reply head, it answers with that and goes nowhere.
  explicit TinyProxy(std::string refusal = "")
      : refusal_(std::move(refusal)), listener_(RawSocket::listening()) {
    acceptor_ = std::jthread([this](const std::stop_token& stop) {
      std::vector<std::jthread> served;
      while (!stop.stop_requested()) {
        try {
          served.emplace_back([this, peer = listener_.accept()] { serve(peer); });
        } catch (const std::runtime_error&) {
          return;
        }
      }
    });
  }

  ~TinyProxy() {
    acceptor_.request_stop();
    listener_.shut_down();
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(listener_.port()); }

  /// The heads that it was sent so far.
  std::vector<std::string> heads() const {
    const std::scoped_lock lock(mutex_);
    return heads_;
  }

 private:
  void serve(const RawSocket& peer) {
    const std::string head = peer.receive_until("\r\n\r\n");
    {
      const std::scoped_lock lock(mutex_);
      heads_.push_back(head);
    }
    if (!refusal_.empty()) {
      peer.send(refusal_);
      return;
    }
    const bool tunnel = head.starts_with("CONNECT ");
    const auto authority = tunnel ? std::size_t{8} : head.find("://") + 3;
    const auto port = static_cast<std::uint16_t>(std::stoi(head.substr(head.find(':', authority) + 1)));
    const RawSocket origin = RawSocket::connected_to(port);
    if (tunnel)
      peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
    else
      origin.send(head.substr(0, head.find(' ') + 1) + head.substr(head.find('/', authority)));
    const std::jthread upward([&] { pump(peer, origin); });
    pump(origin, peer);
    peer.shut_down();
  }

  static void pump(const RawSocket& from, const RawSocket& to) {
    for (std::string bytes = from.receive(); !bytes.empty(); bytes = from.receive()) to.send(bytes);
    to.end_sending();
  }

  std::string refusal_;
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  RawSocket listener_;
  std::jthread acceptor_;
};

}  // namespace nowthen::testing

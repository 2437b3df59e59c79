#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "support/raw_socket.hpp"

namespace nowthen::testing {

/// A WebSocket client (RFC 6455) written out by hand, to judge a server by: plain, over loopback, blocking.
class RawWebSocket {
 public:
  static constexpr int text = 1;
  static constexpr int close = 8;

  struct Message {
    int opcode = 0;
    std::string payload;
  };

  /// Asks to become a WebSocket at `path`; `head()` is the reply.
  RawWebSocket(std::uint16_t port, const std::string& path) : socket_(RawSocket::connected_to(port)) {
    socket_.send("GET " + path +
                 " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    while (bytes_.find("\r\n\r\n") == std::string::npos && more()) {
    }
    const auto end = std::min(bytes_.size(), bytes_.find("\r\n\r\n") + 4);
    head_ = bytes_.substr(0, end);
    bytes_.erase(0, end);
  }

  const std::string& head() const { return head_; }
  bool is_open() const { return head_.find(" 101 ") != std::string::npos; }

  /// The next message, whole; nothing when the connection has ended.
  std::optional<Message> next() {
    if (!have(2)) return std::nullopt;
    const int opcode = static_cast<int>(byte(0) & 0x0FU);
    std::size_t size = byte(1) & 0x7FU;
    std::size_t head = 2;
    if (size >= 126) {
      const std::size_t width = size == 126 ? 2 : 8;
      if (!have(2 + width)) return std::nullopt;
      size = 0;
      for (; head < 2 + width; ++head) size = size << 8U | byte(head);
    }
    if (!have(head + size)) return std::nullopt;
    Message message{opcode, bytes_.substr(head, size)};
    bytes_.erase(0, head + size);
    return message;
  }

  /// The text of the next message; empty where there is none.
  std::string next_text() {
    auto message = next();
    return message && message->opcode == text ? message->payload : std::string();
  }

  /// Sends one masked message shorter than 65,536 bytes.
  void send(std::string_view payload, int opcode = text) const {
    std::string frame{static_cast<char>(0x80 | opcode)};
    if (payload.size() < 126) {
      frame += static_cast<char>(0x80U | payload.size());
    } else {
      frame += static_cast<char>(0x80U | 126U);
      frame += static_cast<char>(payload.size() >> 8U);
      frame += static_cast<char>(payload.size() & 0xFFU);
    }
    frame += std::string(4, '\0');  // A mask of zeros leaves the payload as it is.
    frame += payload;
    socket_.send(frame);
  }

  const RawSocket& socket() const { return socket_; }

 private:
  bool more() {
    const std::string received = socket_.receive();
    bytes_ += received;
    return !received.empty();
  }
  bool have(std::size_t size) {
    while (bytes_.size() < size)
      if (!more()) return false;
    return true;
  }
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }

  RawSocket socket_;
  std::string head_;
  std::string bytes_;
};

}  // namespace nowthen::testing

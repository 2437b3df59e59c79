#pragma once
#include <chrono>
#include <string>

#include "net/headers.hpp"

namespace nowthen::net {

/// How long each part of an exchange may take before it counts as failed (`ErrorKind::transient`).
struct Timeouts {
  std::chrono::milliseconds connect{5'000};      ///< Name, TCP, proxy and TLS together.
  std::chrono::milliseconds first_byte{30'000};  ///< From the request's last byte to the reply's first.
  std::chrono::milliseconds stall{15'000};       ///< The longest silence inside a reply.
  std::chrono::milliseconds total{60'000};       ///< The whole exchange.

  bool operator==(const Timeouts&) const = default;
};

/// One request, without scheme and host: those belong to the transport.
struct Request {
  std::string method = "GET";
  std::string target = "/";  ///< Path and query, percent-encoded.
  Headers headers;
  std::string body;
  Timeouts timeouts;
};

/// One reply with any status. The body is already inflated.
struct Reply {
  int status = 200;
  Headers headers;
  std::string body;
};

}  // namespace nowthen::net

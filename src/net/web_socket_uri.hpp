#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "net/origin.hpp"

namespace nowthen::net {

/// A `wss` address taken apart.
struct WebSocketUri {
  Origin origin;       ///< As the same host would be reached over https (http for `ws`).
  std::string target;  ///< Path and query; `/` where there is none.
};

/// Fails with `invalid_request` for what is not `wss://`, and for `ws://` to another host than loopback; the
/// message does not repeat the text, which may hold a secret.
Result<WebSocketUri> parse_web_socket_uri(std::string_view uri);

}  // namespace nowthen::net

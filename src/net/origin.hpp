#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen::net {

/// Where requests go, and the path that every target is put behind.
struct Origin {
  std::string url;        ///< `https://host[:port][/prefix]` with no slash at its end.
  std::string host;       ///< As written, without brackets.
  std::string port;       ///< As written; empty where the scheme's own is meant.
  bool loopback = false;  ///< 127.0.0.0/8, ::1 or `localhost`: nothing leaves this machine.

  bool encrypted() const { return url.size() > 5 && (url[4] == 's' || url[4] == 'S'); }
};

/// Whether `host[:port]` is 127.0.0.0/8, ::1 or `localhost`. False for what is neither.
bool is_loopback(std::string_view authority);

/// Checks a base URL: http or https, a host, no credentials, no query, no fragment, plain http only to
/// loopback.
///
/// Fails with `invalid_request`. The message does not repeat the text, which may hold a password.
Result<Origin> parse_origin(std::string_view base_url);

}  // namespace nowthen::net

#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

#include "net/origin.hpp"

namespace nowthen::net {

/// Which proxy stands between us and an origin.
struct ProxyChoice {
  std::string proxy;     ///< Empty: none.
  std::string no_proxy;  ///< Hosts that are reached without it, as in `NO_PROXY`.
};

/// The value of an environment variable, or empty.
using Environment = std::function<std::string(const char* name)>;

/// The proxy that was asked for; otherwise that of the environment (`HTTPS_PROXY`, `ALL_PROXY`, in lower case
/// too), which never applies to loopback: those requests may be plain http and stay on this machine.
///
/// Fails with `invalid_request` for a proxy scheme other than http, https and socks, for a URL that hides its
/// host behind a path, and for plain http by way of another machine; the message does not repeat the text,
/// which may hold a password.
Result<ProxyChoice> choose_proxy(const Origin& origin, const ProxyChoice& asked,
                                 const Environment& environment);

/// `host:port` of a proxy's URL, for messages: scheme and credentials cut off.
std::string_view proxy_name(std::string_view proxy);

}  // namespace nowthen::net

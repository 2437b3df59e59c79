#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "net/proxy_choice.hpp"

namespace nowthen::net {

/// The http proxy that a tunnel goes through.
struct TunnelProxy {
  std::string host;
  std::string port;
  std::string authorization;  ///< Of the header `Proxy-Authorization`: a secret. Empty: none.
};

/// The proxy that stands before `origin`; nothing where there is none, or where `no_proxy` names the host.
/// Fails with `invalid_request` for one that is no http proxy; the message does not repeat its text.
Result<std::optional<TunnelProxy>> tunnel_proxy(const Origin& origin, const ProxyChoice& choice);

}  // namespace nowthen::net

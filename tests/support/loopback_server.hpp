#pragma once
#include <memory>
#include <string>
#include <utility>

#include "net/curl_transport.hpp"
#include "net/server.hpp"

namespace nowthen::net::testing {

/// A server on a free port of loopback, or an `ApiError`.
inline std::unique_ptr<Server> loopback_server(Server::Handler handler, ServerOptions options = {}) {
  return Server::start(std::move(options), std::move(handler)).value();
}

inline std::string address_of(const Server& server, const std::string& scheme = "http") {
  return scheme + "://127.0.0.1:" + std::to_string(server.port());
}

/// A plain transport to `server`; `options.base_url` is the path that stands before each target.
inline std::unique_ptr<CurlTransport> transport_to(const Server& server, CurlOptions options = {}) {
  options.base_url = address_of(server) + options.base_url;
  return CurlTransport::create(std::move(options)).value();
}

/// A transport by TLS to `server`, as `localhost`.
inline std::unique_ptr<CurlTransport> tls_transport_to(const Server& server, CurlOptions options = {}) {
  options.base_url = "https://localhost:" + std::to_string(server.port()) + options.base_url;
  return CurlTransport::create(std::move(options)).value();
}

}  // namespace nowthen::net::testing

#include "simulator/serve.hpp"

#include <fmt/format.h>

#include "net/self_signed.hpp"
#include "simulator/service/served_socket.hpp"

namespace nowthen::sim {
namespace {

std::string base_url(const ServeOptions& options, std::uint16_t port) {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", options.tls ? "https" : "http", is_v6 ? "[" : "", options.host,
                     is_v6 ? "]" : "", port);
}

/// Listening on every address, the one by which a client came is the one it can come by again.
std::string socket_base(const ServeOptions& options, const std::string& url) {
  const std::string scheme = options.tls ? "wss" : "ws";
  const bool is_any = options.host == "0.0.0.0" || options.host == "::";
  return is_any ? scheme + "://" : scheme + url.substr(url.find(':'));
}

}  // namespace

Result<Serving> serve(Simulator& simulator, const ServeOptions& options) {
  Serving serving;
  net::ServerOptions listening{.host = options.host, .port = options.port};
  if (options.tls) {
    auto made = net::make_self_signed();
    listening.tls_certificate = made.certificate;
    listening.tls_key = std::move(made.key);
    serving.certificate_pem = std::move(made.certificate);
  }
  auto server = net::Server::start(
      std::move(listening), [&simulator](const net::Request& request) { return simulator.handle(request); },
      serving_sockets(simulator.sockets()));
  if (!server) return server.error();
  serving.server = std::move(*server);
  serving.base_url = base_url(options, serving.server->port());
  simulator.set_socket_base(socket_base(options, serving.base_url));
  return serving;
}

}  // namespace nowthen::sim

#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>

#include "net/server.hpp"
#include "simulator/simulator.hpp"

namespace nowthen::sim {

/// Where a simulator listens.
struct ServeOptions {
  std::string host = "127.0.0.1";  ///< An address, not a name.
  std::uint16_t port = 8780;       ///< 0: any free one.
  bool tls = false;                ///< HTTPS with a self-signed certificate made at the start.
};

/// A simulator behind a socket. Stops when it goes.
struct Serving {
  std::string base_url;         ///< `http://127.0.0.1:8780`
  std::string certificate_pem;  ///< What a client has to trust; empty without TLS.
  std::unique_ptr<net::Server> server;
};

/// Starts to answer over HTTP or HTTPS; `simulator` must outlive what is returned. Fails with `local` when
/// the address cannot be bound.
Result<Serving> serve(Simulator& simulator, const ServeOptions& options);

}  // namespace nowthen::sim

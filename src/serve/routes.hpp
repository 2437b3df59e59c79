#pragma once
#include <functional>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "net/server.hpp"
#include "serve/board_routes.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// What the routes are answered from. All of it must be thread-safe.
struct RouteSources {
  std::function<Snapshot()> state;
  std::function<Instant()> now;    ///< By the server's clock.
  std::vector<std::string> hosts;  ///< The address that is listened on, without the port; other names of it.
  std::optional<BoardSources> board{};  ///< Nothing: there is no board.
};

/// Answers `/livez`, `/readyz` and `/metrics`, and what the board has; everything else is 404, another method
/// 405. A request for
/// another host than the one that is listened on, or loopback, is refused with 421, so that no page of
/// somebody else's can read it through a name that it controls; where every address is listened on, any
/// address in digits will do. Pure but for its sources.
net::ServerReply answer(const net::Request& request, const RouteSources& sources);

}  // namespace nowthen::serve

#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "net/server.hpp"
#include "serve/board_loop.hpp"
#include "serve/event_hub.hpp"
#include "serve/query_of.hpp"
#include "serve/sessions.hpp"
#include "serve/snapshot.hpp"
#include "serve/web_files.hpp"
#include "serve/workers.hpp"

namespace nowthen::serve {

/// What the board's routes are answered from. All of it must be thread-safe and outlive the server.
struct BoardSources {
  std::shared_ptr<EventHub> hub;
  Sessions* sessions = nullptr;
  Workers* workers = nullptr;  ///< For what the tables are asked.
  OpenTables open_tables;
  std::function<Snapshot()> state;
  std::function<Instant()> now;                      ///< By the server's clock.
  std::function<std::chrono::milliseconds()> ticks;  ///< What sessions are counted on.
  std::string zone;                                  ///< Name of the time zone of `open_tables`.
  std::string archive;                               ///< Its folder, which is read without asking anybody.
  std::string version;
  std::span<const WebFile> files;
};

/// Answers the page, the login, and the board's interface (docs/reference/board-api.md); nothing where the
/// path is none of theirs. The request has been found to be for us.
std::optional<net::ServerReply> answer_board(const net::Request& request, const BoardSources& sources);

}  // namespace nowthen::serve

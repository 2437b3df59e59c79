#pragma once
#include "board/board.hpp"
#include "serve/snapshot.hpp"

namespace nowthen::serve {

/// The board of now, as the daemon's parts know it. Pure.
board::Board live_board(const Snapshot& state, const board::BoardNames& names, Instant now);

}  // namespace nowthen::serve

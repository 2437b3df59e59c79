#pragma once
#include "asof/view.hpp"
#include "board/board.hpp"

namespace nowthen::serve {

/// The board of an instant of the past, as the tables have it. Pure.
board::Board asof_board(const asof::View& view);

}  // namespace nowthen::serve

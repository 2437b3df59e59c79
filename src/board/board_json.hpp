#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "board/board.hpp"

namespace nowthen::board {

/// As docs/reference/board-api.md has it. Pure.
std::string board_json(const Board& board);

/// What differs from `before`, as a `change` event has it; nothing where only the time does. Pure.
std::optional<std::string> change_json(const Board& before, const Board& after);

/// A `tick` event. Pure.
std::string tick_json(const Board& board);

/// A string where there is one, else null.
boost::json::value instant_json(const std::optional<Instant>& at);
boost::json::object gap_json(const GapLine& gap);

}  // namespace nowthen::board

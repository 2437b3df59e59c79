#pragma once
#include <string_view>

#include "board/board.hpp"

namespace nowthen::board {

/// The targets in a queue's `mediaSettings`, as the platform's list of queues has them: a call counts as
/// `voice`. What is none, or longer than thirty days, is left out. Pure.
Targets targets_in(std::string_view media_settings);

}  // namespace nowthen::board

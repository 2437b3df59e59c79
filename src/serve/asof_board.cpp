#include "serve/asof_board.hpp"

#include <fmt/format.h>

namespace nowthen::serve {

board::Board asof_board(const asof::View& view) {
  board::Board board = board::board_of(view.floor, {.queues = view.queue_names, .users = view.user_names});
  board.now = view.now;
  board.doubts = view.doubts;
  if (view.gap)
    board.doubts.push_back(fmt::format(
        "the live feed {} from {} {} ({})",
        view.gap->is_unkept() ? "kept nothing of what it saw" : "may have missed something",
        format_instant(view.gap->began_at),
        view.gap->ended_at ? "until " + format_instant(*view.gap->ended_at) : "on", view.gap->cause));
  for (board::ConversationLine& line : board.conversations) {
    const asof::Source source = view.source_of(line.conversation.conversation_id);
    line.is_live = source.is_live;
    line.as_of = source.as_of;
  }
  return board;
}

}  // namespace nowthen::serve

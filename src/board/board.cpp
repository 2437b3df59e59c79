#include "board/board.hpp"

#include <algorithm>

namespace nowthen::board {
namespace {

std::vector<QueueLine> queue_lines(const floor::Floor& floor, const BoardNames& known) {
  std::map<std::string, QueueLine> lines;
  for (const auto& [id, name] : known.queues)
    lines.emplace(id, QueueLine{.name = name, .targets = {}, .counts = {.queue_id = QueueId(id)}});
  for (const floor::FloorQueue& queue : floor.queues) {
    const std::string& id = queue.queue_id.str();
    QueueLine& line = lines[id];
    if (line.name.empty()) line.name = id;
    line.counts = queue;
  }
  std::vector<QueueLine> sorted;
  sorted.reserve(lines.size());
  for (const auto& [id, targets] : known.targets)
    if (const auto line = lines.find(id); line != lines.end()) line->second.targets = targets;
  for (auto& [id, line] : lines) sorted.push_back(std::move(line));
  return sorted;
}

void add_name(const UserId& id, const Names& names, Names& to) {
  const auto name = names.find(id.str());
  if (name != names.end()) to.emplace(name->first, name->second);
}

}  // namespace

Board board_of(const floor::Floor& floor, const BoardNames& names) {
  Board board{.at = floor.at, .now = floor.at};
  board.queues = queue_lines(floor, names);
  for (const floor::FloorConversation& each : floor.conversations) {
    board.conversations.push_back({.conversation = each});
    add_name(each.user_id, names.users, board.users);
  }
  for (const floor::FloorAgent& agent : floor.agents) {
    add_name(agent.user_id, names.users, board.users);
    const auto name = board.users.find(agent.user_id.str());
    board.agents.push_back(
        {.name = name != board.users.end() ? name->second : agent.user_id.str(), .agent = agent});
  }
  return board;
}

}  // namespace nowthen::board

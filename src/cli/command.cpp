#include "cli/command.hpp"

namespace nowthen::cli {

Command& CommandSet::add(Command command) { return commands_.emplace_back(std::move(command)); }

const Command* CommandSet::find(std::string_view name) const {
  for (const Command& command : commands_)
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace nowthen::cli

#include "simulator/platform/directory.hpp"

#include <algorithm>

#include "simulator/platform/recorded_directory.hpp"
#include "simulator/platform/world_directory.hpp"
#include "simulator/world/world.hpp"

namespace nowthen::sim {

const DirectoryQueue* Directory::queue(std::string_view id) const {
  const auto found = std::find_if(queues.begin(), queues.end(),
                                  [id](const DirectoryQueue& queue) { return queue.id == id; });
  return found == queues.end() ? nullptr : &*found;
}

Directory directory_of(PlatformSource& source) {
  const World* world = source.world();
  return world == nullptr ? recorded_directory(source) : world_directory(*world);
}

}  // namespace nowthen::sim

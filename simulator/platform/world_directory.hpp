#pragma once
#include "simulator/platform/directory.hpp"

namespace nowthen::sim {

/// The made centre. Three who are in no record have left it: one is inactive, two are deleted.
Directory world_directory(const World& world);

}  // namespace nowthen::sim

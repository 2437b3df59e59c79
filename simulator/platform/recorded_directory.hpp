#pragma once
#include "simulator/platform/directory.hpp"

namespace nowthen::sim {

/// Whatever the recorded conversations mention. What has no name there is called by its id.
Directory recorded_directory(PlatformSource& source);

}  // namespace nowthen::sim

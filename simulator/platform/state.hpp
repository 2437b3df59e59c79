#pragma once
#include <optional>

#include "simulator/notifications/channel_store.hpp"
#include "simulator/platform/directory.hpp"
#include "simulator/platform/job_store.hpp"
#include "simulator/platform/query_cache.hpp"

namespace nowthen::sim {

/// What the platform's endpoints remember between requests.
struct PlatformState {
  QueryCache queries;
  JobStore jobs;
  ChannelStore channels;
  std::optional<Directory> directory;  ///< Made when first asked for.

  const Directory& directory_for(PlatformSource& source) {
    if (!directory) directory = directory_of(source);
    return *directory;
  }
};

}  // namespace nowthen::sim

#pragma once
#include "simulator/platform/job_store.hpp"
#include "simulator/platform/query_cache.hpp"

namespace nowthen::sim {

/// What the platform's endpoints remember between requests.
struct PlatformState {
  QueryCache queries;
  JobStore jobs;
};

}  // namespace nowthen::sim

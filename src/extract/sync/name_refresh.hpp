#pragma once
#include <cstdint>
#include <nowthen/genesys/platform.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "extract/sync/sync_store.hpp"

namespace nowthen::extract {

/// What reading the names came to.
struct NameReport {
  std::int64_t requests = 0;
  std::int64_t names = 0;
  std::vector<std::string> forbidden;  ///< Kinds that this client may not list.
};

/// Reads what queues, users, wrap-up codes, skills and divisions are called, and keeps it. A kind that is
/// forbidden is left out. Blocks; fails as calls and the store do.
Result<NameReport> refresh_names(const Platform& platform, SyncStore& store, const std::stop_token& stop);

}  // namespace nowthen::extract

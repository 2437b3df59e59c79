#pragma once
#include <cstdint>
#include <nowthen/genesys/platform.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "extract/sync/sync_store.hpp"

namespace nowthen::extract {

/// Whether users are listed: not where a policy about persons' data acts, which knows records only.
enum class Users { listed, left_out };

/// What reading the names came to.
struct NameReport {
  std::int64_t requests = 0;
  std::int64_t names = 0;
  std::vector<std::string>
      left_out;  ///< Kinds that could not be listed: forbidden, or the server had trouble.
};

/// Reads what queues, users, wrap-up codes, skills and divisions are called, and keeps it. A kind that is
/// forbidden is left out. Blocks; fails as calls and the store do.
Result<NameReport> refresh_names(const Platform& platform, SyncStore& store, Users users,
                                 const std::stop_token& stop);

}  // namespace nowthen::extract

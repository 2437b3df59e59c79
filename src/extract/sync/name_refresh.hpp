#pragma once
#include <cstdint>
#include <functional>
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

/// Which names are to be read.
struct NameOptions {
  Users users = Users::listed;
  /// Whether a kind is to be read, by its note. Empty: each is.
  std::function<bool(const std::string& kind)> is_due{};
  /// Told of each kind that was read, or cannot be. May be empty.
  std::function<Result<void>(const std::string& kind)> on_read{};
};

/// Reads what queues, users, wrap-up codes, skills and divisions are called, and keeps it. A kind that is
/// forbidden is left out. Blocks; fails as calls, the store and `on_read` do.
Result<NameReport> refresh_names(const Platform& platform, SyncStore& store, const NameOptions& options,
                                 const std::stop_token& stop);

}  // namespace nowthen::extract

#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

namespace nowthen::extract {

/// Of the disk that a folder lies on, for this user.
struct DiskSpace {
  std::uint64_t free_bytes = 0;
  std::uint64_t total_bytes = 0;
};

/// How much space there is, as a port: tests bring a small disk of their own. Fails with `local`.
using SpaceOf = std::function<Result<DiskSpace>(const std::string& folder)>;

/// The machine's own answer.
Result<DiskSpace> space_of(const std::string& folder);

/// Below which floor nothing more is written.
struct SpaceFloor {
  std::optional<std::uint64_t> min_free_bytes;  ///< Nothing: 2 % of the disk, at most 1 GB. 0: no floor.
  SpaceOf space;                                ///< Empty: the machine's own.

  /// Fails with `no_room` where writing `bytes` more would leave less than the floor. Where the disk does not
  /// say how much is free, nothing is held against it.
  Result<void> check(const std::string& folder, std::uint64_t bytes) const;
};

}  // namespace nowthen::extract

#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/core/instant.hpp>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "extract/data_folder.hpp"
#include "extract/free_space.hpp"

namespace nowthen::extract {

struct BackupOptions {
  Instant at{};                                                 ///< Kept as the instant of the copy.
  std::string version;                                          ///< Of this program, kept beside it.
  SpaceFloor floor;                                             ///< Of the disk that is copied to.
  std::function<void(std::uint64_t copied_bytes)> on_progress;  ///< May be empty.
};

/// What was copied.
struct BackupReport {
  std::string folder;  ///< Where the copy lies.
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t new_files = 0;  ///< Those that the copy before did not have, or had otherwise.
  std::uint64_t new_bytes = 0;
};

/// Copies a data folder into `destination`, a folder that is new, empty, or has copies of ours already: there
/// it is a folder of the same name, and `NOWTHEN_HOME` naming the destination reads it.
///
/// The copy is built beside the one before and takes its place in one step when it is whole and on the disk:
/// whatever interrupts it, the copy before is as it was. Files that have not changed since, by size and time,
/// are not copied again but shared with it, where the file system can.
///
/// The folder may be taken in any way: nobody writes to it while it is shared, and its owner calls this
/// between two pages; what the tables' log has is copied with them. Tables are copied before the archive, so
/// a copy never has rows whose bytes it lacks. Blocks. Fails with `local` and `cancelled`.
Result<BackupReport> back_up(const DataFolder& folder, const std::string& destination,
                             const BackupOptions& options, const std::stop_token& stop);

}  // namespace nowthen::extract

#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "archive/disk.hpp"

namespace nowthen::extract {

// The folders that were exported into, kept in folder `exports` of the data folder, a file each: whoever
// erases has to find what was copied.

/// Remembers an export's folder, an absolute path. On the disk when this has succeeded. May be called beside
/// others that do the same. Fails with `local`.
Result<void> register_export(const std::string& data_folder, const std::string& path,
                             archive::Disk& disk = archive::system_disk());

/// All that are remembered, in order of their paths. Fails with `local`.
Result<std::vector<std::string>> registered_exports(const std::string& data_folder);

/// Forgets one. Fails with `local`.
Result<void> forget_export(const std::string& data_folder, const std::string& path,
                           archive::Disk& disk = archive::system_disk());

}  // namespace nowthen::extract

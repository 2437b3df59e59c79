#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>

#include "archive/disk.hpp"

namespace nowthen::extract {

/// The bytes of a key's file, 16 to 1,024 of them; nothing where there is none. Never shown anywhere. Fails
/// with `local` where it cannot be read, others may read it, or it is too small or too large for a key.
Result<std::optional<std::string>> read_key(const std::string& path);

/// The key `name` of a folder: made from the system's secure source where it is missing, for its owner only
/// (0600), and on the disk when this has succeeded. Fails with `local`.
Result<std::string> kept_key(const std::string& folder, const std::string& name,
                             archive::Disk& disk = archive::system_disk());

}  // namespace nowthen::extract

#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "archive/disk.hpp"

namespace nowthen::extract {

/// Writes a file whole: beside, synced, then in place of what had the name. After a crash at any moment the
/// old bytes are there or the new ones, and the new ones once this has succeeded. Fails with `local`.
Result<void> replace_file(const std::string& folder, const std::string& name, std::string_view bytes,
                          archive::Disk& disk);

/// Removes a file; that it is gone is on the disk then. One that is not there is no error. Fails with
/// `local`.
Result<void> remove_file(const std::string& folder, const std::string& name, archive::Disk& disk);

/// A file of at most 64 MB; nothing where there is none. A symbolic link is refused. Fails with `local`.
Result<std::optional<std::string>> read_kept_file(const std::string& path);

/// `text` and a last line with its hash, by which damage shows.
std::string sealed(std::string_view text);

/// The text without that line; nothing where it is not as it was sealed.
std::optional<std::string> unsealed(std::string_view text);

}  // namespace nowthen::extract

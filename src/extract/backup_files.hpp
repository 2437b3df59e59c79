#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <vector>

namespace nowthen::extract {

/// A file of a data folder that belongs into a copy.
struct KeptFile {
  std::string name;  ///< Below the folder, such as `archive/segment-0000000001`.
  std::uint64_t size_bytes = 0;
  std::int64_t changed_ns = 0;  ///< When it was last written: nanoseconds since 1970.
};

/// Every regular file but the lock, what is spilled or half made, and tables that were set aside: the tables
/// first, then the others by name. Fails with `local`.
Result<std::vector<KeptFile>> files_to_keep(const std::string& folder);

/// Whether there is a file of that size and time at `path`.
bool is_unchanged(const KeptFile& file, const std::string& path);

/// Gives `to` the file at `from` as another name. False where the file system cannot.
bool share_file(const std::string& from, const std::string& to);

/// Copies as many bytes as `file` had when it was listed, with its time, onto the disk. Fails with `local`
/// and `cancelled`.
Result<void> copy_file(const KeptFile& file, const std::string& from, const std::string& to,
                       const std::stop_token& stop);

/// A file of that content, for its owner only, on the disk. Fails with `local`.
Result<void> write_file(const std::string& path, const std::string& content);

/// Makes the folder and those above it that are missing, for their owner only; their names are on the disk
/// afterwards. Fails with `local`.
Result<void> make_folders(const std::string& path);

/// How two folders change places.
enum class Swap { in_one_step_if_possible, in_two_steps };

/// Puts folder `fresh` in place of `old`, which may be missing, in one step where the file system can; what
/// was there before is then called `fresh`, or `old` with `.old` behind. Their folder is to be synced before
/// anything of that is removed. Fails with `local`; then `old` is as it was.
Result<void> swap_folders(const std::string& fresh, const std::string& old,
                          Swap swap = Swap::in_one_step_if_possible);

/// What tells whether a copy in `folder` has been changed: a hash of its files' names, sizes and times, those
/// that `files_to_keep` gives, but for the mark that tables are in doubt. Fails with `local`.
Result<std::string> state_of_copy(const std::string& folder);

/// What stands in the folder is on the disk afterwards.
Result<void> sync_folder(const std::string& path);

}  // namespace nowthen::extract

#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <string>
#include <string_view>

namespace nowthen::archive {

/// Everything by which the archive changes the disk, as a port: tests let the Nth step fail. Each call gives
/// 0 or the system's error code, and nothing is tried twice.
class Disk {
 public:
  virtual ~Disk() = default;

  /// A new folder for its owner only (0700).
  virtual int make_folder(const std::string& path) = 0;
  /// A new file for its owner only (0600), open for writing; EEXIST where there is one.
  virtual int create(const std::string& path, int& descriptor) = 0;
  /// A file that is there, open for writing. A symbolic link is refused.
  virtual int open(const std::string& path, int& descriptor) = 0;
  virtual int write(int descriptor, std::uint64_t offset, std::string_view bytes) = 0;
  /// Data and size are on the disk afterwards (fdatasync). After a failure nothing is known about what was
  /// written since the last success, whatever a second call says.
  virtual int sync(int descriptor) = 0;
  virtual int truncate(int descriptor, std::uint64_t size_bytes) = 0;
  virtual void close(int descriptor) noexcept = 0;
  virtual int rename(const std::string& from, const std::string& to) = 0;
  virtual int remove(const std::string& path) = 0;
  /// What was made, renamed and removed in the folder is on the disk afterwards.
  virtual int sync_folder(const std::string& path) = 0;
};

/// The machine's own. Thread-safe; lives until the process ends.
Disk& system_disk();

/// A `local` error: what could not be done with which file, why, and what helps.
/// `verb` as in "cannot `verb` PATH".
Error disk_error(std::string_view verb, const std::string& path, int code);

}  // namespace nowthen::archive

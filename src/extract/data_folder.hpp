#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <utility>

namespace nowthen::extract {

/// How a data folder is used.
enum class Use {
  owned,   ///< Alone: something is written. Nobody else uses it meanwhile.
  shared,  ///< For reading, beside others that read.
};

/// The folder with one organisation's data, locked for as long as this lives.
///
/// The lock is `flock` on the file `lock` in it, which names its owner's process; the system drops it when
/// the process ends, however that ends. Not thread-safe.
class DataFolder {
 public:
  /// Takes the folder, made for its owner only (0700) where it is missing and `use` is `owned`.
  ///
  /// Its name, and those of folders made above it, are on the disk afterwards. Does not wait for others.
  /// Fails with `local` when it is in use, naming the process, what it does and whether it is stopped, or
  /// cannot be made or opened; with `not_found` when there is none to read.
  /// @param purpose  what is being done, for whoever is refused meanwhile: the command's name
  static Result<DataFolder> take(const std::string& path, Use use, const std::string& purpose);

  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;

  const std::string& path() const noexcept { return path_; }
  std::string archive() const { return path_ + "/archive"; }
  std::string warehouse() const { return path_ + "/warehouse.duckdb"; }
  std::string spill() const { return path_ + "/spill"; }

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;  ///< Descriptor of the lock file.
  bool is_owned_ = false;
};

}  // namespace nowthen::extract

#pragma once
#include <sys/types.h>

#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace nowthen::extract {

/// How a data folder is used.
enum class Use {
  owned,   ///< Alone: something is written. Nobody else uses it meanwhile.
  shared,  ///< For reading, beside others that read.
};

/// Who keeps others from a folder.
struct Holder {
  pid_t process = 0;    ///< 0: processes that read, or one that has just taken it.
  std::string purpose;  ///< Of the owner: the command's name.

  bool is_owner() const noexcept { return process != 0; }
};

/// The next to own a folder, while it waits for those that read: as long as this lives, nobody new begins to
/// read, so that readers that follow one another do not keep it out for ever.
///
/// A lock on the file `lock.next`. Not thread-safe.
class NextOwner {
 public:
  /// Does not wait, and does not fail: see `is_in_front`.
  explicit NextOwner(const std::string& path);
  ~NextOwner();
  NextOwner(const NextOwner&) = delete;
  NextOwner& operator=(const NextOwner&) = delete;

  /// Whether it keeps readers out. Another one that waits may be before it, or a reader be just looking.
  bool is_in_front() const noexcept { return is_in_front_; }

  /// Whether somebody waits to own it.
  static bool waits_for(const std::string& path);

 private:
  int lock_;
  bool is_in_front_ = false;
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

  /// The same, but that it is in use is no failure: then it gives by whom.
  static Result<std::variant<DataFolder, Holder>> try_to_take(const std::string& path, Use use,
                                                              const std::string& purpose);

  /// What to tell of a folder that is in use.
  static Error in_use(const std::string& path, const Holder& holder);

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

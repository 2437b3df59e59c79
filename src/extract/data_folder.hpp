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

/// A lock on a file of a folder, for as long as this lives. Not thread-safe.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;

  /// Opens the file, made where it is missing and `use` is `owned`. Fails with the system's error code.
  int open(const std::string& file, Use use);
  /// Locks it and leaves word of who has it. Does not wait; nothing: it is locked. Fails with the system's
  /// error code.
  int try_lock(Use use, const std::string& purpose);
  void unlock() noexcept;
  /// Who has locked it, where this was refused it.
  Holder holder() const;

 private:
  int descriptor_ = -1;
  bool is_signed_ = false;
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
/// Two locks, both `flock`: `lock` says whose the folder is, `lock.work` who works in it, which is the owner
/// unless it has lent the folder. Whoever takes it needs both, so that a borrower whose owner is killed still
/// keeps others out. Each file names its process; the system drops the locks when the process ends, however
/// that ends. Not thread-safe.
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

  /// The folder that its owner has lent (see `lend`), to be used as if it were owned; or who works in it.
  /// Fails with `local`.
  static Result<std::variant<DataFolder, Holder>> try_to_borrow(const std::string& path,
                                                                const std::string& purpose);

  /// Lets one other process work in it. Its owner does nothing in it, and has none of its files open that the
  /// other may write, until `try_to_take_back` has succeeded: that is once the other has ended or let go of
  /// it. Precondition: it is owned.
  void lend() noexcept;
  bool try_to_take_back() noexcept;

  /// What to tell of a folder that is not there, or has nothing of ours.
  static Error none_in(const std::string& path);
  /// What to tell of a folder that is in use.
  static Error in_use(const std::string& path, const Holder& holder);

  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept;
  DataFolder& operator=(DataFolder&&) = delete;

  const std::string& path() const noexcept { return path_; }
  std::string archive() const { return path_ + "/archive"; }
  std::string warehouse() const { return path_ + "/warehouse.duckdb"; }
  std::string outbox() const { return path_ + "/webhooks.outbox"; }
  std::string spill() const { return path_ + "/spill"; }

 private:
  DataFolder(std::string path, std::string purpose) : path_(std::move(path)), purpose_(std::move(purpose)) {}
  Result<std::optional<Holder>> lock(Use use);

  std::string path_;
  std::string purpose_;
  FolderLock lock_;
  FolderLock work_;
};

}  // namespace nowthen::extract

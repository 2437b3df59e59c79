#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/seeded_random.hpp"
#include "crash/journal.hpp"
#include "crash/scratch.hpp"

namespace nowthen::crash {

/// A disk behind a cache, as far as a program may rely on it: what a power cut can leave of what was done.
///
/// A file's bytes and size are safe once a sync of that file has succeeded, a name once a sync of its folder
/// has. That is what POSIX grants, and less than what ext4 does, where a sync of a new file brings its name
/// along. Of the rest each piece may have reached the disk or not, in any order, writes also by single
/// sectors of 512 bytes; a file may have grown without its bytes, which are zeros then. Half of the images
/// keep the order of names (as a file system with a journal does), the others do not. A rename is one thing:
/// it is there or not. What a failed sync was to bring is in doubt for good: no later sync brings it.
class DiskModel {
 public:
  /// @param folder  where the disk begins
  /// @param there   what is on it already, safely
  explicit DiskModel(std::string folder, const Contents& there = {});

  void apply(const Step& step);

  /// What the programs saw.
  Contents live() const;

  /// What every power cut would leave of a file; nothing where one could take its name.
  std::optional<std::string> safe(const std::string& path) const;

  /// One of the things that a power cut now could leave.
  Contents after_power_cut(std::uint64_t seed) const;

  /// For each segment of an archive, by path, the bytes that a successful sync has covered: whatever was
  /// concluded rests on them, so they must never be lost.
  const std::map<std::string, std::string>& promised() const noexcept { return promised_; }

 private:
  enum class Fate { open, safe, doubtful };

  struct Change {
    const Step* step = nullptr;
    Fate fate = Fate::open;
  };

  struct File {
    bool is_folder = false;
    std::string base;             ///< What is safe, before the changes.
    std::vector<Change> changes;  ///< In order.
  };
  using FilePtr = std::shared_ptr<File>;
  using Names = std::map<std::string, FilePtr>;

  /// A change of names, not known to have reached the disk.
  struct NameChange {
    std::string folder;
    std::string gone;  ///< Path; empty: none.
    std::string made;  ///< The same.
    FilePtr file;      ///< What `made` names.
  };

  struct Luck;

  void change_names(NameChange change);
  void sync(const Step& step);
  static void change(Names& names, const NameChange& change);
  enum class Part { everything, what_is_safe };
  static std::string content(const File& file, Luck* luck, Part part = Part::everything);
  static Contents shown(const Names& names, const std::string& folder, Luck* luck);

  std::string folder_;
  Names live_;
  Names safe_;
  std::vector<NameChange> open_names_;
  std::map<int, std::pair<FilePtr, std::string>> handles_;  ///< File, and the path it was opened by.
  std::map<std::string, std::string> promised_;
};

}  // namespace nowthen::crash

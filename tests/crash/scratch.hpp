#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace nowthen::crash {

/// A folder's content: by absolute path the bytes of each file, nothing for a folder.
using Contents = std::map<std::string, std::optional<std::string>>;

/// A new folder, in memory where the system has such a place, removed at the end of its scope.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// The part of it that counts as the disk.
  std::string disk() const { return path_ + "/disk"; }
  /// What the program is told to keep its data in; on the disk, made by the program.
  std::string home() const { return disk() + "/home"; }
  /// The data folder in it.
  std::string data() const { return home() + "/default"; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string content_of(const std::string& path);

/// Everything below the folder.
Contents contents_of(const std::string& folder);

/// Makes everything that `contents` names, with `from` at the begin of each path replaced by `to`.
void write_contents(const Contents& contents, const std::string& from, const std::string& to);

}  // namespace nowthen::crash

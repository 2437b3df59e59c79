#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <utility>

namespace nowthen::cli {

/// A new folder among the temporary files, which goes with this.
class PassingFolder {
 public:
  /// Fails with `local`.
  static Result<PassingFolder> make();
  ~PassingFolder();
  PassingFolder(PassingFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PassingFolder& operator=(PassingFolder&&) = delete;

  const std::string& path() const noexcept { return path_; }

 private:
  explicit PassingFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace nowthen::cli

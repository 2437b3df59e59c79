#pragma once
#include <memory>
#include <string>

#include "warehouse/duckdb/failure.hpp"

namespace nowthen::warehouse {

struct Functions;

/// The opened `libduckdb.so`. Copies are the same library; it stays in memory until the process ends.
///
/// Opened by the commands that need a database and by nothing else: 60 MB that `--help` does without.
/// Thread-safe.
class Library {
 public:
  /// Opens the library that `NOWTHEN_DUCKDB` names, or the one beside the program (`lib/nowthen/`).
  ///
  /// Reads the environment, so call it while no other thread changes that. Fails with `no_library`: none was
  /// found, it cannot be loaded, or it is not a DuckDB 1.4 or later of the same major version.
  static Outcome<Library> load();

  /// Such as `1.4.4`.
  const std::string& version() const noexcept { return version_; }
  /// The file it was loaded from.
  const std::string& path() const noexcept { return path_; }
  /// Whether our tests ran with this very version. Others of the same major version are accepted: say it in a
  /// log.
  bool is_tested() const noexcept;

  /// Whether what DuckDB frees is overwritten, so that it does not come into a file written afterwards:
  /// docs/adr/0032. It is in every program that exports what this library's CMake target says.
  bool overwrites_freed_memory() const noexcept { return overwrites_freed_memory_; }

  const Functions& functions() const noexcept { return *functions_; }

 private:
  Library(std::shared_ptr<const Functions> functions, std::string version, std::string path)
      : functions_(std::move(functions)), version_(std::move(version)), path_(std::move(path)) {}
  static Outcome<Library> open(const std::string& path);

  std::shared_ptr<const Functions> functions_;
  std::string version_;
  std::string path_;
  bool overwrites_freed_memory_ = false;
};

/// Whether a library that calls itself `version` (`1.4.4`) is one we can work with: 1.4 or later, below 2.
bool is_usable_version(const std::string& version) noexcept;

}  // namespace nowthen::warehouse

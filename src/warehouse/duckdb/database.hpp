#pragma once
#include <memory>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/duckdb/failure.hpp"
#include "warehouse/duckdb/library.hpp"

namespace nowthen::warehouse {

struct DatabaseHandle;

enum class Access { read_write, read_only };

struct DatabaseOptions {
  std::string path;  ///< The file, made if it is missing; empty: in memory.
  Access access = Access::read_write;
  int threads = 0;             ///< Of queries, the asking one included; 0: as many as there are processors.
  std::string memory_limit;    ///< Such as `1GB`; empty: four fifths of the machine's memory.
  std::string temp_directory;  ///< Where large queries spill; empty: beside the file, and nowhere in memory.
  /// Any other setting of DuckDB, by name. They come last, so they win.
  std::vector<std::pair<std::string, std::string>> settings;
};

/// One opened DuckDB database, without extensions from the network: none is installed or loaded by itself.
///
/// One process has a file open for writing, and then no other can open it at all; open it once in a process,
/// for the lock is the process's. Thread-safe: each thread takes a connection of its own. The file is closed,
/// and its log written into it, when this object and all connections are gone; a failure of that is silent
/// and loses nothing, for the log is read at the next opening. `CHECKPOINT` tells beforehand.
class Database {
 public:
  /// Blocks while it reads the file's log. Fails with `locked`, `newer_file`, `corrupt`, `inaccessible`,
  /// `disk_full`, or `invalid_value` for a setting that DuckDB does not know.
  static Outcome<Database> open(const Library& library, const DatabaseOptions& options);

  /// Blocks as long as somebody has `keep_alone`.
  Outcome<Connection> connect() const;

  /// Where one connection is open, or kept by something of its: that it is the only one for as long as the
  /// lock is held. Where others are, no lock (`owns_lock`).
  std::unique_lock<std::shared_mutex> keep_alone() const;

  const Library& library() const noexcept;

 private:
  explicit Database(std::shared_ptr<DatabaseHandle> handle) : handle_(std::move(handle)) {}

  std::shared_ptr<DatabaseHandle> handle_;
};

}  // namespace nowthen::warehouse

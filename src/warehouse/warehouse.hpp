#pragma once
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>

#include "warehouse/duckdb/database.hpp"
#include "warehouse/schema/table.hpp"
#include "warehouse/store/merge.hpp"

namespace nowthen::warehouse {

struct WarehouseOptions {
  std::string path;  ///< The file, made if it is missing; empty: in memory.
  Access access = Access::read_write;
  int threads = 0;                     ///< 0: as many as there are processors.
  std::string memory_limit = "512MB";  ///< Of DuckDB's own; queries beyond spill to disk.
  std::string spill_folder;            ///< Empty: beside the file.
};

/// More to be written in the transaction of a merge.
using Also = std::function<Outcome<void>(Connection&)>;

/// Puts a fact about the warehouse itself into table `meta`, in place of what it had under that name.
Outcome<void> put_fact(Connection& connection, const std::string& name, const std::string& value);

/// The typed tables of one organisation, in one DuckDB file.
///
/// The archive is the truth and this is derived: a file that is corrupt, or of an older layout that cannot be
/// moved forward, can be set aside and made anew. One process has it open for writing, once. Thread-safe, but
/// one merge at a time.
class Warehouse {
 public:
  /// Opens the file and makes tables and views where there are none; those of an earlier version are moved
  /// forward in one transaction. Blocks. Fails as `Database::open` does; with `newer_file` where a later
  /// version of this program made the tables, with `older_file` where an earlier one did and they cannot be
  /// moved forward or are opened for reading, with `other` where the file is a database of somebody else's.
  static Outcome<Warehouse> open(const Library& library, const WarehouseOptions& options);

  /// Merges readings in one transaction: see `merge`; `also`, if any, writes more with them.
  /// `is_outcome_unknown` of a failure says that it may have
  /// been committed all the same; merging the same readings again is always right. Blocks.
  Outcome<MergeReport> merge(std::span<const Reading> readings, const FetchReading& fetch,
                             const Also& also = {}, const std::stop_token& stop = {});

  /// The fact of that name in table `meta`; nothing where there is none.
  Outcome<std::optional<std::string>> fact(const std::string& name);

  /// A connection for questions, or for other tables.
  Outcome<Connection> connect() const { return database_.connect(); }

  const Library& library() const noexcept { return database_.library(); }

  /// Whether `open` made the tables.
  bool is_new() const noexcept { return version_ == 0; }

  /// Of which version the tables were that were moved forward; nothing where that was not needed.
  std::optional<int> migrated_from() const noexcept {
    return version_ == 0 || version_ == schema_version ? std::nullopt : std::optional(version_);
  }

 private:
  Warehouse(Database database, Connection connection, int version)
      : database_(std::move(database)), connection_(std::move(connection)), version_(version) {}

  Database database_;
  Connection connection_;  ///< For merging.
  int version_;            ///< Of the tables as they were found; 0: there were none.
};

}  // namespace nowthen::warehouse

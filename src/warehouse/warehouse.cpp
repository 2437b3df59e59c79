#include "warehouse/warehouse.hpp"

#include <charconv>

#include "warehouse/schema/ddl.hpp"

namespace nowthen::warehouse {
namespace {

/// How long DuckDB's log grows before it is written into the file. Each time, the last stretch of every table
/// is compressed anew: with DuckDB's own 16 MB, loading takes 1.7 times the processor and leaves a file 1.6
/// times as large.
constexpr const char* checkpoint_threshold = "256MB";

Failure foreign_file() {
  return {.kind = FailureKind::other,
          .message = "the file is a DuckDB database, but not one of nowthen's",
          .hint = "let NOWTHEN_HOME name another folder, or move the file away"};
}

Failure no_tables_yet() {
  return {.kind = FailureKind::inaccessible,
          .message = "there are no tables in the file yet",
          .hint = "nowthen import FILE makes them, from the archive where there is one"};
}

Failure later_tables(const std::string& version) {
  return {.kind = FailureKind::newer_file,
          .message = "its tables have version " + version + ", made by a later nowthen; this one knows " +
                     std::to_string(schema_version),
          .hint = "use the later nowthen"};
}

/// Whether there is no table at all.
Outcome<bool> is_empty(Connection& connection) {
  const auto tables = connection.value<std::int64_t>(
      "SELECT count(*) FROM duckdb_tables() WHERE NOT internal AND NOT temporary");
  if (!tables) return tables.error();
  return *tables == 0;
}

Outcome<void> make_tables(Connection& connection) {
  auto transaction = connection.begin();
  if (!transaction) return transaction.error();
  if (auto made = connection.execute(ddl()); !made) return made.error();
  return transaction->commit();
}

Outcome<void> check_version(Connection& connection) {
  const auto known = connection.value<std::string>("SELECT value FROM meta WHERE name = 'schema_version'");
  if (!known && known.error().kind != FailureKind::invalid_sql) return known.error();
  if (!known || !*known) return foreign_file();
  int version = 0;
  std::from_chars((*known)->data(), (*known)->data() + (*known)->size(), version);
  if (version > schema_version) return later_tables(**known);
  return boost::system::in_place_value;
}

}  // namespace

Outcome<void> put_fact(Connection& connection, const std::string& name, const std::string& value) {
  if (auto gone = connection.execute("DELETE FROM meta WHERE name = ?", {name}); !gone) return gone.error();
  if (auto kept = connection.execute("INSERT INTO meta VALUES (?, ?)", {name, value}); !kept)
    return kept.error();
  return boost::system::in_place_value;
}

Outcome<Warehouse> Warehouse::open(const Library& library, const WarehouseOptions& options) {
  auto database = Database::open(library, {.path = options.path,
                                           .access = options.access,
                                           .threads = options.threads,
                                           .memory_limit = options.memory_limit,
                                           .temp_directory = options.spill_folder,
                                           .settings = {{"checkpoint_threshold", checkpoint_threshold}}});
  if (!database) return database.error();
  auto connection = database->connect();
  if (!connection) return connection.error();
  const auto empty = is_empty(*connection);
  if (!empty) return empty.error();
  if (*empty && options.access == Access::read_only) return no_tables_yet();
  const bool make = *empty;
  auto ready = make ? make_tables(*connection) : check_version(*connection);
  if (!ready) return ready.error();
  return Warehouse(*std::move(database), *std::move(connection), make);
}

Outcome<MergeReport> Warehouse::merge(std::span<const Reading> readings, const FetchReading& fetch,
                                      const Also& also, const std::stop_token& stop) {
  auto transaction = connection_.begin();
  if (!transaction) return transaction.error();
  auto report = warehouse::merge(connection_, readings, fetch, stop);
  if (!report) return report.error();
  if (also)
    if (auto done = also(connection_); !done) return done.error();
  if (auto committed = transaction->commit(); !committed) return committed.error();
  return report;
}

Outcome<std::optional<std::string>> Warehouse::fact(const std::string& name) {
  return connection_.value<std::string>("SELECT value FROM meta WHERE name = ?", {name});
}

}  // namespace nowthen::warehouse

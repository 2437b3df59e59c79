#include "warehouse/rewrite.hpp"

#include <fmt/format.h>

#include "warehouse/duckdb/copy_rows.hpp"
#include "warehouse/schema/sql_literal.hpp"

namespace nowthen::warehouse {
namespace {

std::string asked(const std::function<std::string(const TableSchema&)>& what, const TableSchema& schema) {
  return what ? what(schema) : std::string();
}

Outcome<std::int64_t> count(Connection& connection, const std::string& from) {
  const auto found = connection.value<std::int64_t>("SELECT count(*) FROM " + from);
  if (!found) return found.error();
  return found->value_or(0);
}

/// In the order in which a new file has them.
std::string column_names(const TableSchema& schema) {
  std::string names;
  for (const Column& column : schema.columns)
    names += fmt::format("{}{}", names.empty() ? "" : ", ", column.name);
  return names;
}

/// Gives how many rows came.
Outcome<std::int64_t> move_rows(Connection& old, Connection& fresh, const TableSchema& schema,
                                const std::string& rows) {
  auto transaction = fresh.begin();
  if (!transaction) return transaction.error();
  // Those of a new file about itself, which the old one has, too.
  if (auto gone = fresh.execute(fmt::format("DELETE FROM {}", schema.name)); !gone) return gone.error();
  auto copied = copy_rows(old, fmt::format("SELECT {} FROM ({})", column_names(schema), rows), fresh,
                          std::string(schema.name));
  if (!copied) return copied.error();
  if (auto committed = transaction->commit(); !committed) return committed.error();
  return copied;
}

/// Gives how many rows are left out.
Outcome<std::int64_t> copy_table(Connection& old, Connection& fresh, const TableSchema& schema,
                                 const CopyChanges& changes) {
  const std::string condition = asked(changes.left_out, schema);
  const std::string columns = asked(changes.columns, schema);
  const std::string from = fmt::format("old.{}", schema.name);
  const std::string is_out = condition.empty() ? "false" : fmt::format("coalesce({}, false)", condition);
  const auto copied =
      move_rows(old, fresh, schema,
                fmt::format("SELECT {} FROM {} WHERE NOT {}", columns.empty() ? "*" : columns, from, is_out));
  if (!copied) return copied.error();
  const auto had = count(old, from);
  if (!had) return had.error();
  const auto out = count(old, fmt::format("{} WHERE {}", from, is_out));
  if (!out) return out.error();
  const auto there = count(fresh, std::string(schema.name));
  if (!there) return there.error();
  if (*had == *copied + *out && *there == *copied) return *out;
  return Failure{.message = fmt::format("copying table {} gave another number of rows", schema.name)};
}

Outcome<std::int64_t> copy_all(Connection& old, Connection& fresh, const CopyChanges& changes) {
  if (changes.stage)
    if (auto staged = changes.stage(old); !staged) return staged.error();
  std::int64_t left_out = 0;
  for (const TableSchema& schema : tables()) {
    auto copied = copy_table(old, fresh, schema, changes);
    if (!copied) return copied;
    left_out += *copied;
  }
  return left_out;
}

/// Of a database that only reads, a few thousand rows at a time, on one thread: some 25 MB for the widest
/// table.
constexpr const char* memory_for_reading = "128MB";

/// The file as `old` of a database in memory, which may have tables of its own.
Outcome<Connection> open_old(const Library& library, const std::string& from,
                             const WarehouseOptions& options) {
  auto memory = Database::open(
      library,
      {.path = "", .threads = 1, .memory_limit = memory_for_reading, .temp_directory = options.spill_folder});
  if (!memory) return memory.error();
  auto connection = memory->connect();
  if (!connection) return connection.error();
  auto attached = connection->execute("ATTACH " + sql_literal(from) + " AS old (READ_ONLY)");
  if (!attached) return attached.error();
  return connection;
}

}  // namespace

Outcome<void> check_rewritable(const Library& library) {
  if (library.overwrites_freed_memory()) return boost::system::in_place_value;
  return Failure{.message =
                     "what is left out could come into the new tables' file: this program's DuckDB does "
                     "not overwrite what it frees",
                 .hint = "export duckdb_je_malloc_conf_2_conf_harder from the program: docs/adr/0032"};
}

Outcome<std::int64_t> rewrite(const Library& library, const std::string& from, const std::string& to,
                              WarehouseOptions options, const CopyChanges& changes) {
  if (auto safe = check_rewritable(library); !safe) return safe.error();
  // A database each: what one has read, it may write into its file, between what it should (docs/adr/0032).
  auto old = open_old(library, from, options);
  if (!old) return old.error();
  options.path = to;
  auto fresh = Warehouse::open(library, options);
  if (!fresh) return fresh.error();
  auto to_fresh = fresh->connect();
  if (!to_fresh) return to_fresh.error();
  auto left_out = copy_all(*old, *to_fresh, changes);
  if (!left_out) return left_out;
  if (auto done = to_fresh->execute("CHECKPOINT"); !done) return done.error();
  return left_out;
}

}  // namespace nowthen::warehouse

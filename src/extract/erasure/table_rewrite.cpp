#include "extract/erasure/table_rewrite.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>

#include "extract/readings_of.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::extract {
namespace {

namespace files = std::filesystem;
using warehouse::Connection;
using warehouse::TableSchema;

constexpr const char* new_suffix = ".new";

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}

bool has_column(const TableSchema& schema, std::string_view name) {
  for (const auto& column : schema.columns)
    if (column.name == name) return true;
  return false;
}

/// What is left out of a table; empty: nothing.
std::string erased_rows(const TableSchema& schema) {
  std::string where;
  if (has_column(schema, "conversation_id"))
    where = "conversation_id IN (SELECT conversation_id FROM erased_conversation)";
  if (schema.id == warehouse::TableId::set_aside)
    where +=
        " OR (archive_segment, archive_offset, archive_record) IN (SELECT (segment, page, record) FROM "
        "erased_record)";
  return where;
}

class Copy {
 public:
  explicit Copy(Connection connection) : connection_(std::move(connection)) {}

  Result<std::int64_t> run(const std::string& into, const std::vector<std::string>& ids,
                           const std::vector<archive::Position>& records) {
    if (auto staged = stage(ids, records); !staged) return staged.error();
    if (auto attached = execute(fmt::format("ATTACH {} AS fresh", literal(into))); !attached)
      return attached.error();
    for (const TableSchema& schema : warehouse::tables())
      if (auto copied = copy(schema); !copied) return copied.error();
    for (const char* last : {"CHECKPOINT fresh", "DETACH fresh", "DROP TABLE erased_conversation",
                             "DROP TABLE erased_record", "CHECKPOINT"})
      if (auto done = execute(last); !done) return done.error();
    return left_out_;
  }

 private:
  Result<void> execute(const std::string& sql) {
    const auto done = connection_.execute(sql);
    if (!done) return done.error();
    return {};
  }

  /// What is to be left out, in memory alone: a parameter is no part of the file's log, a table of ours would
  /// be.
  Result<void> stage(const std::vector<std::string>& ids, const std::vector<archive::Position>& records) {
    if (auto made = execute(
            "CREATE OR REPLACE TEMP TABLE erased_conversation (conversation_id VARCHAR);"
            "CREATE OR REPLACE TEMP TABLE erased_record (segment BIGINT, page BIGINT, record BIGINT)");
        !made)
      return made;
    auto rows = connection_.append_to("erased_conversation");
    if (!rows) return rows.error();
    for (const std::string& id : ids)
      if (auto added = rows->append_row({id}); !added) return added.error();
    if (auto closed = rows->close(); !closed) return closed.error();
    auto places = connection_.append_to("erased_record");
    if (!places) return places.error();
    for (const archive::Position& position : records) {
      const auto place = place_of(position);
      if (auto added = places->append_row({place.segment, place.offset, place.record}); !added)
        return added.error();
    }
    if (auto closed = places->close(); !closed) return closed.error();
    return {};
  }

  Result<void> copy(const TableSchema& schema) {
    if (schema.kind == warehouse::TableKind::meta)  // making the tables has left facts there
      if (auto emptied = execute(fmt::format("DELETE FROM fresh.{}", schema.name)); !emptied) return emptied;
    const std::string erased = erased_rows(schema);
    const std::string where = erased.empty() ? "" : fmt::format(" WHERE NOT coalesce({}, false)", erased);
    const auto kept = connection_.execute(
        fmt::format("INSERT INTO fresh.{0} BY NAME SELECT * FROM {0}{1}", schema.name, where));
    if (!kept) return kept.error();
    const auto had = connection_.value<std::int64_t>(fmt::format("SELECT count(*) FROM {}", schema.name));
    if (!had) return had.error();
    left_out_ += had->value_or(0) - *kept;
    return {};
  }

  Connection connection_;
  std::int64_t left_out_ = 0;
};

/// Removes the file and says so; that it is gone already is no error.
int remove_one(const files::path& path, archive::Disk& disk, std::vector<std::string>& removed) {
  const int code = disk.remove(path.string());
  if (code == 0) removed.push_back(path.filename().string());
  return code == ENOENT ? 0 : code;
}

/// Every file beside the tables' own whose name begins as theirs, and all that queries spilled.
std::vector<files::path> leftovers(const DataFolder& folder) {
  std::vector<files::path> paths;
  std::error_code ignored;
  const std::string name = files::path(folder.warehouse()).filename().string() + ".";
  for (const auto& entry : files::directory_iterator(folder.path(), ignored))
    if (entry.path().filename().string().starts_with(name)) paths.push_back(entry.path());
  for (const auto& entry : files::recursive_directory_iterator(folder.spill(), ignored))
    if (!entry.is_directory(ignored)) paths.push_back(entry.path());
  return paths;
}

/// Gives 0 or the system's error code.
int sync_file(const std::string& path, archive::Disk& disk) {
  int descriptor = -1;
  if (const int code = disk.open(path, descriptor); code != 0) return code;
  const int code = disk.sync(descriptor);
  disk.close(descriptor);
  return code;
}

}  // namespace

Result<std::int64_t> copy_tables(warehouse::Warehouse& tables, const warehouse::Library& library,
                                 const DataFolder& folder, const IsErased& is_erased,
                                 const std::vector<archive::Position>& records) {
  const std::string path = folder.warehouse() + new_suffix;
  std::error_code ignored;
  for (const std::string& left : {path, path + ".wal"}) files::remove(left, ignored);
  const auto ids = find_in_tables(tables, is_erased, {});
  if (!ids) return ids.error();
  {
    const auto made = warehouse::Warehouse::open(library, {.path = path, .spill_folder = folder.spill()});
    if (!made) return made.error();
  }
  files::permissions(path, files::perms::owner_read | files::perms::owner_write, ignored);
  auto connection = tables.connect();
  if (!connection) return connection.error();
  return Copy(*std::move(connection)).run(path, *ids, records);
}

Result<std::vector<std::string>> swap_tables(const DataFolder& folder, archive::Disk& disk) {
  const std::string path = folder.warehouse();
  std::vector<std::string> removed;
  int code = sync_file(path + new_suffix, disk);
  // The old file's log first: read into the new file, it would bring back what is gone.
  if (code == 0) code = remove_one(path + ".wal", disk, removed);
  if (code == 0) code = disk.sync_folder(folder.path());
  if (code == 0) code = disk.rename(path + new_suffix, path);
  if (code == 0) code = disk.sync_folder(folder.path());
  for (const files::path& left : leftovers(folder))
    if (code == 0) code = remove_one(left, disk, removed);
  if (code == 0) code = disk.sync_folder(folder.path());
  if (code != 0) return archive::disk_error("put the tables anew into", path, code);
  return removed;
}

}  // namespace nowthen::extract

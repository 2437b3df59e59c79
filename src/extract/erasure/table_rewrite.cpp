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
using warehouse::Outcome;
using warehouse::TableId;
using warehouse::TableSchema;

bool has_column(const TableSchema& schema, std::string_view name) {
  for (const auto& column : schema.columns)
    if (column.name == name) return true;
  return false;
}

/// An incident is ours and stays, without what it says of whom.
std::string erased_rows(const TableSchema& schema) {
  if (schema.id == TableId::incident || !has_column(schema, "conversation_id")) return "";
  std::string where = "conversation_id IN (SELECT conversation_id FROM erased_conversation)";
  if (schema.id == TableId::set_aside)
    where +=
        " OR (archive_segment, archive_offset, archive_record) IN (SELECT (segment, page, record) FROM "
        "erased_record)";
  return where;
}

std::string blanked_columns(const TableSchema& schema) {
  if (schema.id != TableId::incident) return "";
  std::string columns;
  for (const auto& [column, instead] :
       {std::pair("conversation_id", "NULL"), std::pair("message", "'it concerned what is erased'"),
        std::pair("details", "NULL")})
    columns += fmt::format(
        "{}CASE WHEN incident_id IN (SELECT incident_id FROM erased_incident) THEN {} ELSE {} END AS {}",
        columns.empty() ? "" : ", ", instead, column, column);
  return fmt::format("* REPLACE ({})", columns);
}

/// Rows of one table of a connection's own, which is in memory alone: what stands in one of the file's is in
/// its log.
template <class Fill>
Outcome<void> stage_table(Connection& connection, const std::string& name, const char* columns,
                          const Fill& fill) {
  if (auto made = connection.execute(fmt::format("CREATE OR REPLACE TEMP TABLE {} ({})", name, columns));
      !made)
    return made.error();
  auto rows = connection.append_to(name);
  if (!rows) return rows.error();
  if (auto filled = fill(*rows); !filled) return filled.error();
  return rows->close();
}

Outcome<void> stage(Connection& connection, const ErasedRows& erased) {
  using warehouse::Appender;
  const auto each = [](const auto& list, const auto& row_of) {
    return [&list, row_of](Appender& rows) -> Outcome<void> {
      for (const auto& one : list)
        if (auto added = rows.append_row(row_of(one)); !added) return added;
      return boost::system::in_place_value;
    };
  };
  if (auto staged = stage_table(
          connection, "erased_conversation", "conversation_id VARCHAR",
          each(erased.conversations, [](const std::string& id) { return warehouse::Values{id}; }));
      !staged)
    return staged;
  if (auto staged =
          stage_table(connection, "erased_incident", "incident_id BIGINT",
                      each(erased.incidents, [](std::int64_t id) { return warehouse::Values{id}; }));
      !staged)
    return staged;
  return stage_table(connection, "erased_record", "segment BIGINT, page BIGINT, record BIGINT",
                     each(erased.records, [](const archive::Position& position) {
                       const auto place = place_of(position);
                       return warehouse::Values{place.segment, place.offset, place.record};
                     }));
}

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

warehouse::CopyChanges without(ErasedRows erased) {
  return {.stage = [erased = std::move(erased)](Connection& connection) { return stage(connection, erased); },
          .left_out = erased_rows,
          .columns = blanked_columns};
}

std::int64_t count_leftovers(const TablesFile& tables, const DataFolder& folder) {
  std::int64_t count = 0;
  for (const files::path& path : leftovers(folder)) count += path.string() != tables.fresh();
  return count;
}

Result<std::vector<std::string>> swap_tables(const TablesFile& tables, const DataFolder& folder,
                                             archive::Disk& disk) {
  const std::string& path = tables.path();
  std::vector<std::string> removed;
  int code = sync_file(tables.fresh(), disk);
  // The old file's log first: read into the new file, it would bring back what is gone.
  if (code == 0) code = remove_one(path + ".wal", disk, removed);
  if (code == 0) code = disk.sync_folder(folder.path());
  if (code == 0) code = disk.rename(tables.fresh(), path);
  if (code == 0) code = disk.sync_folder(folder.path());
  for (const files::path& left : leftovers(folder))
    if (code == 0) code = remove_one(left, disk, removed);
  if (code == 0) code = disk.sync_folder(folder.path());
  if (code != 0) return archive::disk_error("put the tables anew into", path, code);
  return removed;
}

}  // namespace nowthen::extract

#include "cli/commands/clean_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "cli/commands/export_folder.hpp"
#include "cli/commands/row_filter.hpp"
#include "warehouse/duckdb/database.hpp"
#include "warehouse/schema/sql_literal.hpp"

namespace nowthen::cli {
namespace {

using extract::IsErased;

/// Which column of that table's files is the conversation's id; nothing where none is.
std::optional<std::size_t> id_column(std::string_view table) {
  for (const ExportTable& each : export_tables()) {
    if (each.name != table) continue;
    for (std::size_t i = 0; i < each.columns.size(); ++i)
      if (each.columns[i].name == "conversation_id") return i;
  }
  return std::nullopt;
}

/// One export while it is looked through.
class Cleaning {
 public:
  Cleaning(ExportFolder folder, const IsErased& is_erased, const warehouse::Library& library)
      : folder_(std::move(folder)), is_erased_(is_erased), library_(library) {
    done_.path = folder_.path();
  }

  Result<extract::CleanedExport> run(Instant now) {
    auto unlisted = folder_.remove_unlisted();
    if (!unlisted) return unlisted.error();
    done_.files += *unlisted;
    Result<void> cleaned;
    for (const ExportedFile& file : folder_.files())
      if (const auto column = id_column(file.table); column && cleaned) cleaned = clean(file, *column);
    auto listed = folder_.write_manifest(now);
    if (!cleaned) return cleaned.error();
    if (!listed) return listed.error();
    if (auto synced = folder_.sync(); !synced) return synced.error();
    return done_;
  }

 private:
  Result<void> clean(const ExportedFile& file, std::size_t column) {
    const std::string path = folder_.path_of(file);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return folder_.remove(file);  // from the list, too
    const auto rows =
        folder_.form().format == ExportFormat::parquet ? filter_parquet(path) : filter_text(path, column);
    if (!rows) return rows.error();
    if (rows->removed == 0) {
      if (folder_.is_intact(file)) return {};
      // Cleaned before, by an erasure that was killed before it could say so.
      return folder_.list_again(
          {.table = file.table, .day = file.day, .rows = rows->kept, .state = "erased"});
    }
    ++done_.files;
    done_.rows += rows->removed;
    if (rows->kept == 0) return folder_.remove(file);
    // Its state is that of no table, so the next export writes it anew where the tables say something else.
    return folder_.accept({.table = file.table, .day = file.day, .rows = rows->kept, .state = "erased"});
  }

  Result<FilteredRows> filter_text(const std::string& path, std::size_t column) const {
    std::ifstream in(path, std::ios::binary);
    std::ofstream out(folder_.unfinished(), std::ios::binary | std::ios::trunc);
    const FilteredRows rows = folder_.form().format == ExportFormat::csv
                                  ? filter_csv(in, out, column, is_erased_)
                                  : filter_ndjson(in, out, is_erased_);
    out.close();
    if (in.bad() || !out)
      return Error{.kind = ErrorKind::local,
                   .message = "cannot write " + path + " anew",
                   .hint = "see whether its disk is full, then run nowthen erase --again"};
    return rows;
  }

  Result<FilteredRows> filter_parquet(const std::string& path) {
    if (auto connected = connect(); !connected) return connected.error();
    const std::string from =
        fmt::format("read_parquet({}, hive_partitioning = false)", warehouse::sql_literal(path));
    auto rows = connection_->query(fmt::format(
        "SELECT conversation_id, count(*) FROM {} WHERE conversation_id IS NOT NULL GROUP BY ALL", from));
    if (!rows) return rows.error();
    FilteredRows found;
    std::string erased;
    for (;;) {
      const auto more = rows->next();
      if (!more) return more.error();
      if (!*more) break;
      const auto id = rows->get<std::string>(0).value_or("");
      if (!is_erased_(id)) {
        found.kept += rows->get<std::int64_t>(1).value_or(0);
        continue;
      }
      erased += (erased.empty() ? "" : ", ") + warehouse::sql_literal(id);
      found.removed += rows->get<std::int64_t>(1).value_or(0);
    }
    if (found.removed == 0) return found;
    const auto kept = connection_->execute(fmt::format(
        "COPY (SELECT * FROM {} WHERE NOT coalesce(conversation_id IN ({}), false)) TO {} (FORMAT parquet, "
        "COMPRESSION zstd, USE_TMP_FILE false)",
        from, erased, warehouse::sql_literal(folder_.unfinished())));
    if (!kept) return kept.error();
    found.kept = *kept;
    return found;
  }

  Result<void> connect() {
    if (connection_) return {};
    auto database = warehouse::Database::open(library_, {});
    if (!database) return database.error();
    auto connection = database->connect();
    if (!connection) return connection.error();
    connection_.emplace(*std::move(connection));
    return {};
  }

  ExportFolder folder_;
  const IsErased& is_erased_;
  const warehouse::Library& library_;
  std::optional<warehouse::Connection> connection_;  ///< In memory; keeps its database open.
  extract::CleanedExport done_;
};

}  // namespace

Result<extract::CleanedExport> clean_export(const std::string& path, const IsErased& is_erased,
                                            const warehouse::Library& library, Instant now) {
  auto folder = ExportFolder::open_again(path, now);
  if (!folder) return folder.error();
  return Cleaning(*std::move(folder), is_erased, library).run(now);
}

}  // namespace nowthen::cli

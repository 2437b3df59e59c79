#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "warehouse/duckdb/test_support.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::warehouse {
namespace {

/// Something for each of a row's columns, by its type.
std::string value_of_type(const std::string& type) {
  if (type.ends_with("[]")) return "[" + value_of_type(type.substr(0, type.size() - 2)) + "]";
  if (type.starts_with("TIMESTAMP")) return "to_timestamp(i)";
  return "CAST(" + std::string(type == "VARCHAR" ? "'value ' || i" : "i") + " AS " + type + ")";
}

/// Rows of a conversation, where they are several.
int rows_each(const std::string& table) {
  static const std::map<std::string, int> several{
      {"participant", 4}, {"session", 4}, {"segment", 9}, {"session_metric", 14}, {"media_endpoint_stat", 3}};
  const auto found = several.find(table);
  return found == several.end() ? 1 : found->second;
}

/// As if each of so many conversations had rows in every table there is.
Outcome<void> fill_all_tables(Connection& connection, int count) {
  auto columns = connection.query(
      "SELECT table_name, data_type FROM duckdb_columns() WHERE NOT internal AND table_name IN (SELECT "
      "table_name FROM duckdb_tables()) ORDER BY table_oid, column_index");
  if (!columns) return columns.error();
  std::map<std::string, std::string> values;
  while (columns->next().value()) {
    std::string& row = values[columns->get<std::string>(0).value()];
    row += (row.empty() ? "" : ", ") + value_of_type(columns->get<std::string>(1).value());
  }
  for (const auto& [table, row] : values) {
    const auto fill =
        fmt::format("INSERT INTO {} SELECT {} FROM range({}) r(i)", table, row, count * rows_each(table));
    if (auto done = connection.execute(fill); !done) return done.error();
  }
  return boost::system::in_place_value;
}

std::int64_t size_of(const std::string& path) {
  return std::filesystem::exists(path) ? static_cast<std::int64_t>(std::filesystem::file_size(path)) : 0;
}

/// DuckDB needs more the more columns there are, and more for the second commit than for the first, when the
/// last stretches of all of them are written anew. Eight less than a writer has: this fails before a user's
/// commit does.
TEST(WriterMemory, SufficesToFillAllTables) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.file("x.duckdb");
  WarehouseOptions options{.path = path, .threads = 1, .memory_limit = "512MiB"};
  options.spill_folder = folder.file("spilled");
  auto store = Warehouse::open(testing::library(), options).value();
  const int limit = store.memory_of_writer() - 8;
  store.limit_memory(limit);
  // A connection that is kept would have it written into the log.
  ASSERT_EQ(store.connect().value().value<std::string>("SELECT current_setting('memory_limit')").value(),
            std::to_string(limit) + ".0 MiB");
  for (int commit = 0; commit < 2; ++commit) {
    auto merging = store.begin_merging().value();
    const auto filled = fill_all_tables(merging.connection(), 8'000);
    ASSERT_TRUE(filled) << filled.error().message;
    const auto committed = merging.commit_into_file();
    ASSERT_TRUE(committed) << committed.error().message;
    ASSERT_EQ(size_of(path + ".wal"), 0) << "it went into the log";
  }
}

}  // namespace
}  // namespace nowthen::warehouse

// A copy of the tables has nothing of what is left out, in no byte of its file (docs/adr/0032).
#include "warehouse/rewrite.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

constexpr std::string_view canary = "CANARY-of-somebody-";

std::vector<std::string> text_columns(const TableSchema& schema) {
  std::vector<std::string> names;
  for (const Column& column : schema.columns)
    if (column.type == ColumnType::text || column.type == ColumnType::json) names.emplace_back(column.name);
  return names;
}

/// Texts of many lengths, so that of some columns the last block is nearly filled, and not wholly; before
/// them those of the one who is to go.
std::string session_rows() {
  std::string columns;
  int width = 20;
  for (const Column& column : table(TableId::session).columns) {
    if (column.type == ColumnType::text || column.type == ColumnType::json)
      columns += fmt::format(
          "{3}CASE WHEN i < 40000 THEN repeat('{2}', 4) || i ELSE left(md5(i || '{0}') || md5('x' || i), "
          "{1}) END "
          "AS {0}",
          column.name, ++width, canary, columns.empty() ? "" : ", ");
    else if (column.type == ColumnType::bigint)
      columns += fmt::format(", i AS {}", column.name);
  }
  return "INSERT INTO session BY NAME SELECT " + columns + " FROM range(65000) r(i)";
}

void make_tables(const std::string& path) {
  auto tables = Warehouse::open(testing::library(), {.path = path}).value();
  auto connection = tables.connect().value();
  connection.execute("SET force_compression = 'uncompressed'").value();
  connection.execute(session_rows()).value();
  connection.execute("CHECKPOINT").value();
}

/// Told by all columns, so that all are read.
std::string is_of_somebody(const TableSchema& schema) {
  if (schema.id != TableId::session) return "";
  return fmt::format("concat({}) LIKE '%{}%'", fmt::join(text_columns(schema), ", "), canary);
}

class Rewrite : public ::testing::Test {
 protected:
  Rewrite() { make_tables(from); }

  /// Of all columns, by name, of the rows that stay.
  static std::string hash_of_rest(const std::string& path) {
    auto tables = Warehouse::open(testing::library(), {.path = path}).value();
    auto connection = tables.connect().value();
    return connection
        .value<std::string>(
            "SELECT concat(count(*), ' ', bit_xor(hash(s))) FROM session s WHERE participant_index >= 40000")
        .value()
        .value_or("");
  }

  testing::TemporaryFolder folder;
  std::string from = folder.file("from.duckdb");
  std::string to = folder.file("to.duckdb");
};

TEST_F(Rewrite, LeavesNoByteOfWhatIsLeftOutInTheNewFileHoweverLittleMemoryThereIs) {
  ASSERT_GT(testing::count_in_file(from, canary), 0U);
  for (const char* limit : {"512MB", "200MB"}) {
    std::remove(to.c_str());
    const auto left_out = rewrite(testing::library(), from, to, {.threads = 2, .memory_limit = limit},
                                  {.stage = {}, .left_out = is_of_somebody, .columns = {}});
    ASSERT_TRUE(left_out) << left_out.error().message;
    EXPECT_EQ(*left_out, 40'000);
    EXPECT_EQ(hash_of_rest(to), hash_of_rest(from)) << "each value in its column";
    EXPECT_EQ(testing::count_in_file(to, canary), 0U) << limit;
  }
}

}  // namespace
}  // namespace nowthen::warehouse

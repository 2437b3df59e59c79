#include "warehouse/schema/table.hpp"

#include <gtest/gtest.h>

#include <set>

#include "warehouse/schema/ddl.hpp"
#include "warehouse/schema/views.hpp"

namespace nowthen::warehouse {
namespace {

bool is_snake_case(std::string_view name) {
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos &&
         !name.empty() && name.front() != '_' && name.back() != '_';
}

void expect_sound(std::string_view owner, std::span<const Column> columns) {
  std::set<std::string_view> names;
  for (const Column& column : columns) {
    SCOPED_TRACE(std::string(owner) + "." + std::string(column.name));
    EXPECT_TRUE(is_snake_case(column.name));
    EXPECT_TRUE(names.insert(column.name).second) << "twice";
    EXPECT_FALSE(column.about.empty());
    EXPECT_FALSE(column.about.ends_with('.') && !column.about.ends_with("..."));
    EXPECT_EQ(column.about.find('\n'), std::string_view::npos);
  }
}

TEST(Tables, AreFoundByTheirIds) {
  for (std::size_t at = 0; at < table_count; ++at) {
    EXPECT_EQ(static_cast<std::size_t>(tables()[at].id), at) << tables()[at].name;
    EXPECT_EQ(&table(static_cast<TableId>(at)), &tables()[at]);
  }
}

TEST(Tables, HaveNamesOfTheirOwnAndAKey) {
  std::set<std::string_view> names;
  for (const TableSchema& schema : tables()) {
    EXPECT_TRUE(names.insert(schema.name).second) << schema.name;
    EXPECT_TRUE(is_snake_case(schema.name)) << schema.name;
    EXPECT_GE(schema.key_count, 1U) << schema.name;
    EXPECT_LE(schema.key_count, schema.columns.size()) << schema.name;
    EXPECT_FALSE(schema.about.empty()) << schema.name;
  }
  for (const View& view : views()) EXPECT_TRUE(names.insert(view.name).second) << view.name;
}

TEST(Tables, HaveColumnsOfDifferentNamesEachExplained) {
  for (const TableSchema& schema : tables()) expect_sound(schema.name, schema.columns);
  for (const View& view : views()) expect_sound(view.name, view.columns);
}

TEST(Tables, FindARowOfARecordByTheConversationAndPositions) {
  for (const TableSchema& schema : tables()) {
    if (schema.kind != TableKind::record) continue;
    EXPECT_EQ(schema.keys().front().name, "conversation_id") << schema.name;
    for (const Column& key : schema.keys().subspan(1)) {
      EXPECT_EQ(key.type, ColumnType::bigint) << schema.name;
      EXPECT_TRUE(key.name.ends_with("_index")) << schema.name;
    }
  }
}

TEST(Tables, SayTheUnitOfEveryDuration) {
  for (const TableSchema& schema : tables())
    for (const Column& column : schema.columns)
      if (column.name.ends_with("_ms")) {
        EXPECT_EQ(column.unit, "ms") << schema.name << "." << column.name;
        EXPECT_EQ(column.type, ColumnType::bigint) << schema.name << "." << column.name;
      }
}

TEST(CreateTable, MakesTheKeyNeverNull) {
  const std::string sql = create_table(table(TableId::meta), "staged_meta");
  EXPECT_EQ(sql, "CREATE TABLE staged_meta (\n  name VARCHAR NOT NULL,\n  value VARCHAR\n);\n");
}

TEST(Ddl, MakesEveryTableAndViewOnce) {
  const std::string sql = ddl();
  for (const TableSchema& schema : tables()) {
    const std::string begin = "CREATE TABLE " + std::string(schema.name) + " (";
    EXPECT_EQ(sql.find(begin), sql.rfind(begin));
    EXPECT_NE(sql.find(begin), std::string::npos) << schema.name;
  }
  for (const View& view : views())
    EXPECT_NE(sql.find("CREATE VIEW " + std::string(view.name) + " AS\n"), std::string::npos) << view.name;
}

TEST(Ddl, DoublesQuotationMarksInComments) {
  EXPECT_NE(ddl().find("IS 'the conversation''s id';"), std::string::npos);
}

TEST(Views, ServeInTimeByTheTargetOrItsDefault) {
  for (const View& view : views())
    if (view.name == "queue_intervals") {
      const std::string fallback =
          "coalesce(queue_target.service_ms, " + std::to_string(default_service_ms) + ")";
      EXPECT_NE(view.sql.find(fallback), std::string_view::npos);
    }
}

}  // namespace
}  // namespace nowthen::warehouse

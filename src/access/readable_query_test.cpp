#include "access/readable_query.hpp"

#include <gtest/gtest.h>

namespace nowthen::access {
namespace {

using warehouse::Failure;
using warehouse::FailureKind;
using warehouse::Shape;
using warehouse::StatementClass;
using warehouse::ValueClass;

TEST(FirstStatement, EndsAtTheFirstSemicolonThatIsOne) {
  EXPECT_EQ(first_statement("SELECT 1"), "SELECT 1");
  EXPECT_EQ(first_statement("SELECT 1; -- done; really"), "SELECT 1");
  for (const char* sql :
       {R"(SELECT ';', 'it''s;', "a;""b")", "SELECT 1 -- no; end\n+ 1", "SELECT 1 /* a; /* b; */ c; */ + 1",
        "SELECT $$ a; b $$", "SELECT $tag$ a; $$ b; $tag$", R"(SELECT E'\';', 1)", "SELECT 'never; closed",
        "SELECT 1 /* never; closed", "SELECT $1", "SELECT $"})
    EXPECT_EQ(first_statement(std::string(sql) + ""), sql);
  EXPECT_EQ(first_statement("SELECT $1; SELECT $2"), "SELECT $1");
  EXPECT_EQ(first_statement(R"(SELECT 'a\'; SELECT 2)"), R"(SELECT 'a\')");
}

Shape shape_of(std::vector<warehouse::ShapeColumn> columns) {
  return {.statement = StatementClass::select, .columns = std::move(columns), .types = {}};
}

TEST(ReadableQuery, LeavesAloneWhatIsReadAsItIs) {
  const auto query = readable_query(
      "SELECT 1;", shape_of({{"a", ValueClass::integer}, {"t", ValueClass::instant}}), Nested::json);
  EXPECT_EQ(query.sql, "SELECT 1;");
  EXPECT_FALSE(query.is_wrapped);
  EXPECT_EQ(query.columns,
            (std::vector<AnswerColumn>{{"a", ValueKind::integer, ""}, {"t", ValueKind::instant, ""}}));
}

TEST(ReadableQuery, AsksForListsAsJsonButInTables) {
  const Shape shape =
      shape_of({{"a", ValueClass::integer}, {"q\"q", ValueClass::nested}, {"n", ValueClass::exact}});
  const auto json = readable_query("SELECT x;", shape, Nested::json);
  EXPECT_EQ(
      json.sql,
      "SELECT #1 AS \"a\", CAST(to_json(#2) AS VARCHAR) AS \"q\"\"q\", CAST(#3 AS VARCHAR) AS \"n\" FROM (\n"
      "SELECT x\n)");
  EXPECT_EQ(json.columns[1].kind, ValueKind::json);
  EXPECT_EQ(json.columns[2].kind, ValueKind::number_text);
  EXPECT_EQ(readable_query("SELECT x", shape, Nested::text).columns[1].kind, ValueKind::text);
}

TEST(WriteRefused, NamesTheStatement) {
  EXPECT_EQ(write_refused("  drop TABLE x").message, "query only reads, and DROP does not");
  EXPECT_EQ(write_refused("\x1b[2J").message, "query only reads, and this statement does not");
}

TEST(QueryError, CountsLinesInTheUsersText) {
  const Failure wrong{.kind = FailureKind::invalid_value,
                      .message = "no number (line 2, column 10)",
                      .hint = {},
                      .position = warehouse::SqlPosition{.line = 2, .column = 10}};
  EXPECT_EQ(query_error(wrong, true).message, "no number (line 1, column 10)");
  EXPECT_EQ(query_error(wrong, false).message, "no number (line 2, column 10)");
}

TEST(QueryError, IsOfUsageWhereTheSqlIsWrongAndNotWhereTheMachineIs) {
  EXPECT_EQ(query_error({.kind = FailureKind::invalid_sql}, false).kind, ErrorKind::invalid_request);
  EXPECT_EQ(query_error({.kind = FailureKind::read_only}, false).kind, ErrorKind::invalid_request);
  EXPECT_EQ(
      query_error(
          {.kind = FailureKind::other,
           .message = "Cannot access file \"x\" - file system operations are disabled by configuration"},
          false)
          .kind,
      ErrorKind::invalid_request);
  EXPECT_EQ(query_error({.kind = FailureKind::out_of_memory}, false).kind, ErrorKind::local);
  EXPECT_EQ(query_error({.kind = FailureKind::interrupted}, false).kind, ErrorKind::cancelled);
}

}  // namespace
}  // namespace nowthen::access

#include "warehouse/duckdb/shape.hpp"

#include <gtest/gtest.h>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using testing::kind_of_failure;

Connection connect() { return testing::database().connect().value(); }

StatementClass class_of(const std::string& sql) {
  return connect().prepare_as_written(sql).value().shape().statement;
}

TEST(Shape, TellsWhatReadsFromWhatMayChangeSomething) {
  for (const char* sql : {"SELECT 1", "FROM range(3)", "VALUES (1)", "SHOW TABLES", "DESCRIBE SELECT 1",
                          "SUMMARIZE SELECT 1 AS a", "WITH a AS (SELECT 1) SELECT * FROM a;"})
    EXPECT_EQ(class_of(sql), StatementClass::select) << sql;
  EXPECT_EQ(class_of("EXPLAIN SELECT 1"), StatementClass::explain);
  for (const char* sql : {"CREATE TABLE t (a INTEGER)", "SET threads = 1", "CHECKPOINT", "BEGIN",
                          "PRAGMA enable_profiling", "ATTACH ':memory:' AS other", "INSTALL httpfs"})
    EXPECT_EQ(class_of(sql), StatementClass::other) << sql;
}

TEST(Shape, NamesEachColumnAndWhatItsValuesAre) {
  const auto statement = connect().prepare_as_written(
      "SELECT true AS b, 1 AS i, 1.5::DOUBLE AS r, 1.5 AS e, sum(1) AS h, now() AS t, 'x' AS s, '1'::JSON AS "
      "j, "
      "[1] AS l, {'a': 1} AS o, MAP {'a': 1} AS m, current_date AS d");
  ASSERT_TRUE(statement) << statement.error().message;
  const std::vector<ShapeColumn> wanted{
      {"b", ValueClass::boolean}, {"i", ValueClass::integer}, {"r", ValueClass::real},
      {"e", ValueClass::exact},   {"h", ValueClass::exact},   {"t", ValueClass::instant},
      {"s", ValueClass::text},    {"j", ValueClass::json},    {"l", ValueClass::nested},
      {"o", ValueClass::nested},  {"m", ValueClass::nested},  {"d", ValueClass::other}};
  EXPECT_EQ(statement->shape().columns, wanted);
}

TEST(Shape, NamesTypesAsDuckDbDoes) {
  auto connection = connect();
  for (const char* value : {"true",
                            "1",
                            "1::HUGEINT",
                            "1.5",
                            "1.5::DOUBLE",
                            "now()",
                            "'x'",
                            "'1'::JSON",
                            "[1]",
                            "[['a']]",
                            "MAP {'a': 1}",
                            "{'a': 1, 'b': ['x']}",
                            "array_value(1, 2)",
                            "current_date",
                            "'a'::BLOB",
                            "uuid()",
                            "INTERVAL 1 DAY",
                            "TIME '10:00'",
                            "TIMESTAMP '2026-01-01'",
                            "1::UHUGEINT"}) {
    const auto statement = connection.prepare_as_written(std::string("SELECT ") + value);
    const auto named = connection.value<std::string>(std::string("SELECT typeof(") + value + ")");
    ASSERT_TRUE(statement && named) << value;
    EXPECT_EQ(statement->shape().types, std::vector<std::string>{named->value_or("")}) << value;
  }
}

TEST(Shape, FailsAsTheQueryWouldAndRunsNothing) {
  auto connection = connect();
  EXPECT_EQ(kind_of_failure(connection.prepare_as_written("SELECT nosuch")), FailureKind::invalid_sql);
  EXPECT_EQ(kind_of_failure(connection.prepare_as_written("SELECT 1; SELECT 2")), FailureKind::invalid_sql);
  EXPECT_EQ(kind_of_failure(connection.prepare_as_written("")), FailureKind::invalid_sql);
  ASSERT_TRUE(connection.prepare_as_written("CREATE TABLE t (a INTEGER)"));
  EXPECT_EQ(kind_of_failure(connection.query("SELECT * FROM t")), FailureKind::invalid_sql);
}

TEST(Shape, IsOfWhatIsWrittenWhateverItsColumnsAreReadAs) {
  auto connection = connect();
  EXPECT_EQ(connection.prepare_as_written("SELECT [1] AS l")->shape().types,
            std::vector<std::string>{"INTEGER[]"});
  EXPECT_EQ(connection.prepare("SELECT [1] AS l")->shape().types, std::vector<std::string>{"VARCHAR"});
}

TEST(Shape, IsKnownOfAStatementThatIsThenRun) {
  auto connection = connect();
  auto statement = connection.prepare_as_written("SELECT ?::BIGINT AS n").value();
  EXPECT_EQ(statement.shape().columns, (std::vector<ShapeColumn>{{"n", ValueClass::integer}}));
  auto rows = statement.query({std::int64_t{7}}).value();
  ASSERT_TRUE(rows.next().value());
  EXPECT_EQ(rows.get<std::int64_t>(0), 7);
}

TEST(Rows, SayWhetherTheNextIsAtHand) {
  auto connection = connect();
  auto rows = connection.query("SELECT range FROM range(3)");
  ASSERT_TRUE(rows);
  EXPECT_FALSE(rows->is_next_at_hand());
  ASSERT_TRUE(rows->next().value());
  EXPECT_TRUE(rows->is_next_at_hand());
  ASSERT_TRUE(rows->next().value());
  ASSERT_TRUE(rows->next().value());
  EXPECT_FALSE(rows->is_next_at_hand());
}

}  // namespace
}  // namespace nowthen::warehouse

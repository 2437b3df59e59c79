#include "warehouse/duckdb/connection.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using testing::kind_of_failure;

const char* const endless =
    "SELECT count(*) FROM range(100000000) a, range(1000000) b WHERE a.range + b.range = 7";

Connection connect() { return testing::database().connect().value(); }

TEST(Connection, RunsSeveralStatementsAndCountsTheRowsOfTheLast) {
  auto connection = connect();
  EXPECT_EQ(connection.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2), (3);").value(), 3);
  EXPECT_EQ(connection.execute("UPDATE t SET a = a + 1 WHERE a > 1").value(), 2);
  EXPECT_EQ(connection.execute("DELETE FROM t WHERE a = ?", {3}).value(), 1);
}

TEST(Connection, StopsAtTheFirstStatementThatFailsAndKeepsWhatCameBefore) {
  auto connection = connect();
  EXPECT_EQ(
      kind_of_failure(connection.execute("CREATE TABLE t AS SELECT 1 AS a; SELECT nosuch; DROP TABLE t")),
      FailureKind::invalid_sql);
  EXPECT_EQ(connection.value<std::int64_t>("SELECT a FROM t").value(), 1);
}

TEST(Connection, SaysWhereAStatementIsWrong) {
  auto connection = connect();
  const auto rows = connection.query("SELECT 1,\n  2 frm x y z");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().kind, FailureKind::invalid_sql);
  EXPECT_EQ(rows.error().position, (SqlPosition{.line = 2, .column = 9}));
  const auto script = connection.execute("SELECT 1; SELEC 2");
  ASSERT_FALSE(script);
  EXPECT_EQ(script.error().position, (SqlPosition{.line = 1, .column = 11}));
}

TEST(Connection, FindsThePlaceInALongLine) {
  auto connection = connect();
  const auto rows = connection.query("SELECT '" + std::string(300, 'x') + "', nosuch FROM range(3)");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().position, (SqlPosition{.line = 1, .column = 312})) << rows.error().message;
}

TEST(Connection, RefusesNoStatementAndTwoWhereRowsAreWanted) {
  auto connection = connect();
  EXPECT_EQ(kind_of_failure(connection.query("SELECT 1; SELECT 2")), FailureKind::invalid_sql);
  EXPECT_EQ(kind_of_failure(connection.query("")), FailureKind::invalid_sql);
  EXPECT_EQ(kind_of_failure(connection.execute(" -- nothing\n")), FailureKind::invalid_sql);
}

TEST(Connection, RefusesTooFewAndTooManyValues) {
  auto connection = connect();
  EXPECT_EQ(kind_of_failure(connection.query("SELECT ?, ?", {1})), FailureKind::invalid_sql);
  EXPECT_EQ(kind_of_failure(connection.query("SELECT ?", {1, 2})), FailureKind::invalid_sql);
  EXPECT_EQ(connection.value<std::int64_t>("SELECT $2::INTEGER - $1::INTEGER", {1, 5}).value(), 4);
}

TEST(Connection, GivesNothingForNullAndForNoRow) {
  auto connection = connect();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT NULL::BIGINT").value(), std::nullopt);
  EXPECT_EQ(connection.value<std::int64_t>("SELECT 1 WHERE false").value(), std::nullopt);
}

TEST(Connection, TellsABrokenConstraint) {
  auto connection = connect();
  connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR NOT NULL, c INTEGER CHECK (c > 0))")
      .value();
  connection.execute("INSERT INTO t VALUES (1, 'x', 1)").value();
  for (const char* row : {"(1, 'x', 1)", "(2, NULL, 1)", "(3, 'x', 0)"})
    EXPECT_EQ(kind_of_failure(connection.execute(std::string("INSERT INTO t VALUES ") + row)),
              FailureKind::constraint)
        << row;
}

TEST(Connection, TellsAValueThatDoesNotFit) {
  auto connection = connect();
  EXPECT_EQ(kind_of_failure(connection.execute("SELECT 'abc'::INTEGER")), FailureKind::invalid_value);
  connection.execute("CREATE TABLE t (a SMALLINT)").value();
  EXPECT_EQ(kind_of_failure(connection.execute("INSERT INTO t VALUES (?)", {70000})),
            FailureKind::invalid_value);
}

TEST(Connection, SaysThatMemoryIsUsedUp) {
  auto connection = testing::database({.threads = 1, .memory_limit = "20MiB"}).connect().value();
  const auto made =
      connection.execute("CREATE TABLE big AS SELECT i, repeat('x', 50) || i FROM range(3000000) r(i)");
  EXPECT_EQ(kind_of_failure(made), FailureKind::out_of_memory);
}

TEST(Stopping, EndsALongStatementWheneverItComes) {
  for (const int threads : {1, 2}) {
    auto connection = testing::database({.threads = threads}).connect().value();
    std::stop_source source;
    const std::jthread stopper([&source] { source.request_stop(); });
    const auto counted = connection.execute(endless, {}, source.get_token());
    ASSERT_FALSE(counted);
    EXPECT_EQ(counted.error().kind, FailureKind::interrupted);
    EXPECT_EQ(connection.value<std::int64_t>("SELECT 1").value(), 1) << "the connection can be used on";
  }
}

TEST(Stopping, BeginsNothingWhenItCameBefore) {
  auto connection = connect();
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(kind_of_failure(connection.execute("CREATE TABLE t (a INTEGER)", {}, source.get_token())),
            FailureKind::interrupted);
  EXPECT_EQ(kind_of_failure(connection.query("SELECT * FROM t")), FailureKind::invalid_sql);
}

TEST(Stopping, EndsRowsThatAreBeingRead) {
  auto connection = connect();
  std::stop_source source;
  auto rows = connection.query("SELECT i FROM range(1000000000) r(i)", {}, source.get_token()).value();
  ASSERT_TRUE(rows.next().value());
  source.request_stop();
  Outcome<bool> more = true;
  while (more && *more) more = rows.next();
  EXPECT_EQ(kind_of_failure(more), FailureKind::interrupted);
  EXPECT_EQ(kind_of_failure(rows.next()), FailureKind::interrupted) << "never mistaken for the end";
}

TEST(Stopping, OfAnEarlierStatementDoesNotTouchTheNext) {
  auto connection = connect();
  std::stop_source source;
  auto rows = connection.query("SELECT i FROM range(1000000000) r(i)", {}, source.get_token()).value();
  ASSERT_TRUE(rows.next().value());
  auto others = connection.query("SELECT i FROM range(300000) r(i)").value();
  source.request_stop();
  std::int64_t count = 0;
  while (others.next().value()) ++count;
  EXPECT_EQ(count, 300000);
}

TEST(Statement, RunsManyTimesWithOtherValues) {
  auto connection = connect();
  connection.execute("CREATE TABLE t (id VARCHAR, n BIGINT)").value();
  auto insert = connection.prepare("INSERT INTO t VALUES (?, ?)").value();
  for (int i = 0; i < 10; ++i) EXPECT_EQ(insert.execute({std::to_string(i), i}).value(), 1);
  auto sum = connection.prepare("SELECT sum(n) FROM t WHERE n < ?").value();
  for (const int below : {5, 0, 11}) {
    auto rows = sum.query({below}).value();
    ASSERT_TRUE(rows.next().value());
    EXPECT_EQ(rows.get<std::int64_t>(0), below == 5
                                             ? std::optional<std::int64_t>(10)
                                             : (below == 0 ? std::nullopt : std::optional<std::int64_t>(45)));
  }
}

TEST(Statement, OutlivesTheConnectionItCameFrom) {
  auto statement = connect().prepare("SELECT ?::BIGINT").value();
  auto rows = statement.query({7}).value();
  ASSERT_TRUE(rows.next().value());
  EXPECT_EQ(rows.get<std::int64_t>(0), 7);
}

}  // namespace
}  // namespace nowthen::warehouse

#include "warehouse/duckdb/rows.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using ::testing::HasSubstr;
using testing::kind_of_failure;

Connection connect() { return testing::database().connect().value(); }

Instant at(const char* text) { return parse_instant(text).value(); }

// What comes back for `value` sent through a column of that type.
template <class T>
std::optional<T> round_trip(const std::string& type, const Value& value) {
  return connect().value<T>("SELECT ?::" + type, {value}).value();
}

TEST(Rows, GiveBackEachTypeAsItWasSent) {
  using Int = std::numeric_limits<std::int64_t>;
  for (const bool truth : {true, false}) EXPECT_EQ(round_trip<bool>("BOOLEAN", truth), truth);
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, Int::max(), Int::min()})
    for (const char* type : {"BIGINT", "HUGEINT"})
      EXPECT_EQ(round_trip<std::int64_t>(type, number), number) << type;
  for (const double number : {0.0, -1.5, 1e300, 5e-324})
    EXPECT_EQ(round_trip<double>("DOUBLE", number), number);
  EXPECT_EQ(round_trip<double>("FLOAT", 0.25F), 0.25);
  const std::string zero("a\0b", 3);
  for (const std::string& text : {std::string(), std::string("zwölf Zeich"), std::string("twelve chars"),
                                  std::string("thirteen char"), std::string(100000, 'x'), zero})
    EXPECT_EQ(round_trip<std::string>("VARCHAR", text), text);
  for (const char* text : {"2024-05-01T12:00:00.250Z", "1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z",
                           "9999-12-31T23:59:59.999Z"})
    EXPECT_EQ(round_trip<Instant>("TIMESTAMPTZ", at(text)), at(text)) << text;
}

TEST(Rows, ReadWholeNumbersOfEverySize) {
  auto connection = connect();
  for (const char* type : {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"})
    EXPECT_EQ(connection.value<std::int64_t>(std::string("SELECT (-100)::") + type).value(), -100) << type;
  for (const char* type : {"UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"})
    EXPECT_EQ(connection.value<std::int64_t>(std::string("SELECT 200::") + type).value(), 200) << type;
  EXPECT_EQ(connection.value<double>("SELECT 200::UBIGINT").value(), 200.0) << "as a real number, too";
}

TEST(Rows, GiveNullForEveryType) {
  auto connection = connect();
  auto rows = connection
                  .query(
                      "SELECT NULL::BOOLEAN, NULL::BIGINT, NULL::DOUBLE, NULL::VARCHAR, NULL::TIMESTAMPTZ, "
                      "NULL::VARCHAR[]")
                  .value();
  ASSERT_TRUE(rows.next().value());
  EXPECT_EQ(rows.get<bool>(0), std::nullopt);
  EXPECT_EQ(rows.get<std::int64_t>(1), std::nullopt);
  EXPECT_EQ(rows.get<double>(2), std::nullopt);
  EXPECT_EQ(rows.get<std::string_view>(3), std::nullopt);
  EXPECT_EQ(rows.get<Instant>(4), std::nullopt);
  for (std::size_t column = 0; column < rows.columns().size(); ++column)
    EXPECT_TRUE(rows.is_null(column)) << column;
  EXPECT_EQ(connection.value<std::string>("SELECT ?", {nullptr}).value(), std::nullopt);
}

TEST(Rows, CutAnInstantToTheMillisecondTowardsThePast) {
  auto connection = connect();
  EXPECT_EQ(connection.value<Instant>("SELECT TIMESTAMPTZ '2024-05-01 12:00:00.123999+00'").value(),
            at("2024-05-01T12:00:00.123Z"));
  EXPECT_EQ(connection.value<Instant>("SELECT TIMESTAMPTZ '1969-12-31 23:59:59.9995+00'").value(),
            at("1969-12-31T23:59:59.999Z"));
}

TEST(Rows, DoNotDependOnTheZoneOfTheSession) {
  auto connection = connect();
  connection.execute("SET TimeZone = 'Asia/Kathmandu'").value();
  const Instant instant = at("2024-05-01T12:00:00.250Z");
  EXPECT_EQ(connection.value<Instant>("SELECT ?::TIMESTAMPTZ", {instant}).value(), instant);
  EXPECT_EQ(connection.value<std::int64_t>("SELECT epoch_ms(?::TIMESTAMPTZ)", {instant}).value(),
            instant.time_since_epoch().count());
}

TEST(Rows, ShowOtherTypesAsText) {
  auto connection = connect();
  auto rows =
      connection
          .query(
              "SELECT [1, 2] AS list, {'a': 'x'} AS \"a \"\"struct\"\"\", 1.50::DECIMAL(5, 2) AS price, "
              "DATE '2024-05-01' AS day, '00000000-0000-0000-0000-000000000001'::UUID AS id, "
              "42 AS number;  ")
          .value();
  ASSERT_TRUE(rows.next().value());
  EXPECT_EQ(rows.get<std::string>(0), "[1, 2]");
  EXPECT_EQ(rows.get<std::string>(1), "{'a': x}");
  EXPECT_EQ(rows.get<std::string>(2), "1.50");
  EXPECT_EQ(rows.get<std::string>(3), "2024-05-01");
  EXPECT_EQ(rows.get<std::string>(4), "00000000-0000-0000-0000-000000000001");
  EXPECT_EQ(rows.get<std::int64_t>(5), 42);
  EXPECT_EQ(rows.columns()[1].name, "a \"struct\"");
  EXPECT_EQ(rows.columns()[5].kind, ColumnKind::integer);
}

TEST(Rows, KeepTheirOrderWhenSomeAreShownAsText) {
  auto connection = connect();
  auto rows =
      connection.query("SELECT i, [i] FROM range(10000) r(i) WHERE i >= ? ORDER BY i DESC -- last", {10})
          .value();
  std::int64_t expected = 9999;
  for (; rows.next().value(); --expected) {
    ASSERT_EQ(rows.get<std::int64_t>(0), expected);
    ASSERT_EQ(rows.get<std::string>(1), "[" + std::to_string(expected) + "]");
  }
  EXPECT_EQ(expected, 9);
}

TEST(Rows, RefuseANumberBeyond64Bits) {
  auto connection = connect();
  for (const char* number :
       {"18446744073709551615::UBIGINT", "9223372036854775808::HUGEINT", "(-9223372036854775809)::HUGEINT"}) {
    auto rows = connection.query(std::string("SELECT ") + number).value();
    EXPECT_EQ(kind_of_failure(rows.next()), FailureKind::invalid_value) << number;
  }
}

TEST(Rows, AreManyMoreThanFitIntoMemoryAtOnce) {
  auto connection = testing::database({.threads = 1, .memory_limit = "30MiB"}).connect().value();
  auto rows = connection.query("SELECT i, repeat('x', 100) || i FROM range(1000000) r(i)").value();
  std::int64_t count = 0;
  std::size_t size_bytes = 0;
  for (; rows.next().value(); ++count) size_bytes += rows.get<std::string_view>(1)->size();
  EXPECT_EQ(count, 1000000);
  EXPECT_GT(size_bytes, 100U << 20U);
  EXPECT_FALSE(rows.next().value()) << "and stay at their end";
}

TEST(Rows, AreTheSameDeliveredWhole) {
  auto connection = connect();
  auto rows = connection
                  .query("SELECT i, 'n' || i FROM range(10000) r(i) WHERE i >= ? ORDER BY i DESC", {10}, {},
                         Delivery::whole)
                  .value();
  std::int64_t expected = 9999;
  for (; rows.next().value(); --expected) {
    ASSERT_EQ(rows.get<std::int64_t>(0), expected);
    ASSERT_EQ(rows.get<std::string>(1), "n" + std::to_string(expected));
  }
  EXPECT_EQ(expected, 9);
  EXPECT_EQ(kind_of_failure(connection.query("SELECT (CASE WHEN i = 9999 THEN 'x' ELSE '1' END)::INTEGER "
                                             "FROM range(10000) r(i)",
                                             {}, {}, Delivery::whole)),
            FailureKind::invalid_value)
      << "at once: no row comes before all are known";
}

TEST(Rows, TellAFailureOnTheWayFromTheEnd) {
  auto connection = connect();
  auto rows =
      connection
          .query("SELECT (CASE WHEN i = 1500000 THEN 'x' ELSE '1' END)::INTEGER FROM range(3000000) r(i)")
          .value();
  Outcome<bool> more = true;
  while (more && *more) more = rows.next();
  EXPECT_EQ(kind_of_failure(more), FailureKind::invalid_value);
  EXPECT_EQ(kind_of_failure(rows.next()), FailureKind::invalid_value);
}

// DuckDB 1.4 reports these as the end of the rows.
TEST(Rows, SayThatAnotherStatementEndedThem) {
  auto connection = connect();
  connection.execute("CREATE TABLE t (a INTEGER)").value();
  const std::function<void()> others[] = {
      [&] { connection.execute("SELECT 1").value(); },
      [&] { connection.prepare("SELECT 1").value(); },
      [&] { connection.begin().value(); },
  };
  for (const auto& other : others) {
    auto rows = connection.query("SELECT i FROM range(3000000) r(i)").value();
    ASSERT_TRUE(rows.next().value());
    other();
    Outcome<bool> more = true;
    while (more && *more) more = rows.next();
    ASSERT_FALSE(more);
    EXPECT_THAT(more.error().message, HasSubstr("another statement"));
  }
}

TEST(Rows, ThrowWhenAColumnIsReadAsWhatItIsNot) {
  auto connection = connect();
  auto rows = connection.query("SELECT 1, 'x', true").value();
  EXPECT_THROW(rows.get<std::int64_t>(0), std::logic_error) << "before the first row";
  ASSERT_TRUE(rows.next().value());
  EXPECT_THROW(rows.get<std::string_view>(0), std::logic_error);
  EXPECT_THROW(rows.get<std::int64_t>(1), std::logic_error);
  EXPECT_THROW(rows.get<std::int64_t>(2), std::logic_error);
  EXPECT_THROW(rows.get<std::int64_t>(3), std::logic_error);
  ASSERT_FALSE(rows.next().value());
  EXPECT_THROW(rows.get<std::int64_t>(0), std::logic_error) << "behind the last row";
}

}  // namespace
}  // namespace nowthen::warehouse

#include "warehouse/duckdb/appender.hpp"

#include <gmock/gmock.h>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using ::testing::HasSubstr;
using testing::kind_of_failure;

Connection connect_with(const std::string& table) {
  auto connection = testing::database().connect().value();
  connection.execute("CREATE TABLE t " + table).value();
  return connection;
}

std::int64_t count(Connection& connection) {
  return *connection.value<std::int64_t>("SELECT count(*) FROM t").value();
}

TEST(Appender, AppendsEachTypeAndNull) {
  auto connection = connect_with(
      "(a VARCHAR, b BIGINT, c INTEGER, d DOUBLE, e BOOLEAN, f TIMESTAMPTZ, g BIGINT, h VARCHAR)");
  connection.execute("SET TimeZone = 'Asia/Kathmandu'").value();
  const Instant instant = parse_instant("1969-12-31T23:59:59.999Z").value();
  auto rows = connection.append_to("t").value();
  rows.append_row(
          {"text", std::int64_t{1} << 40, -3, 0.5, true, instant, std::chrono::seconds(2), QueueId("q")})
      .value();
  rows.append_row(
          {nullptr, std::nullopt, nullptr, nullptr, nullptr, std::optional<Instant>(), nullptr, nullptr})
      .value();
  rows.close().value();

  auto read = connection.query("SELECT * FROM t").value();
  ASSERT_TRUE(read.next().value());
  EXPECT_EQ(read.get<std::string>(0), "text");
  EXPECT_EQ(read.get<std::int64_t>(1), std::int64_t{1} << 40);
  EXPECT_EQ(read.get<std::int64_t>(2), -3);
  EXPECT_EQ(read.get<double>(3), 0.5);
  EXPECT_EQ(read.get<bool>(4), true);
  EXPECT_EQ(read.get<Instant>(5), instant);
  EXPECT_EQ(read.get<std::int64_t>(6), 2000);
  EXPECT_EQ(read.get<std::string>(7), "q");
  ASSERT_TRUE(read.next().value());
  for (std::size_t column = 0; column < 8; ++column) EXPECT_TRUE(read.is_null(column)) << column;
  EXPECT_FALSE(read.next().value());
}

TEST(Appender, AppendsAHundredThousandRows) {
  auto connection = connect_with("(id VARCHAR, n BIGINT, began TIMESTAMPTZ, note VARCHAR)");
  auto rows = connection.append_to("t").value();
  const Instant begin = parse_instant("2024-05-01T00:00:00Z").value();
  for (int i = 0; i < 100000; ++i) {
    const std::string id = "00000000-0000-0000-0000-" + std::to_string(100000000000 + i);
    rows.append_row({id, i, begin + std::chrono::seconds(i), i % 3 == 0 ? Value(nullptr) : Value("note")})
        .value();
  }
  rows.close().value();
  auto read =
      connection.query("SELECT count(*), count(DISTINCT id), sum(n), max(began), count(note) FROM t").value();
  ASSERT_TRUE(read.next().value());
  EXPECT_EQ(read.get<std::int64_t>(0), 100000);
  EXPECT_EQ(read.get<std::int64_t>(1), 100000);
  EXPECT_EQ(read.get<std::int64_t>(2), 4999950000);
  EXPECT_EQ(read.get<Instant>(3), begin + std::chrono::seconds(99999));
  EXPECT_EQ(read.get<std::int64_t>(4), 66666);
}

TEST(Appender, HandsRowsOverAtFlush) {
  auto connection = connect_with("(a INTEGER)");
  auto rows = connection.append_to("t").value();
  rows.append_row({1}).value();
  EXPECT_EQ(count(connection), 0);
  rows.flush().value();
  EXPECT_EQ(count(connection), 1);
  rows.append_row({2}).value();
  rows.close().value();
  EXPECT_EQ(count(connection), 2);
  EXPECT_FALSE(rows.append_row({3}));
}

TEST(Appender, DropsWhatItHoldsWhenItIsNotClosed) {
  for (const char* table :
       {"(a INTEGER)", "(a INTEGER, b VARCHAR)", "(a INTEGER NOT NULL, b VARCHAR, c BIGINT)"}) {
    auto connection = connect_with(table);
    const std::vector<Value> row(
        static_cast<std::size_t>(std::count(table, table + std::strlen(table), ',')) + 1, 1);
    {
      auto rows = connection.append_to("t").value();
      for (int i = 0; i < 3000; ++i) rows.append_row(row).value();
    }
    EXPECT_EQ(count(connection), 0) << table;
  }
}

TEST(Appender, NamesTheTableThatIsMissing) {
  auto connection = testing::database().connect().value();
  const auto rows = connection.append_to("nosuch");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().kind, FailureKind::invalid_sql);
  EXPECT_THAT(rows.error().message, HasSubstr("nosuch"));
}

TEST(Appender, LosesThePortionWithADuplicateKeyAndSaysSoEachTime) {
  auto connection = connect_with("(a INTEGER PRIMARY KEY)");
  {
    auto rows = connection.append_to("t").value();
    for (const int key : {1, 2, 2}) rows.append_row({key}).value();
    EXPECT_EQ(kind_of_failure(rows.flush()), FailureKind::constraint);
    EXPECT_EQ(kind_of_failure(rows.append_row({4})), FailureKind::constraint);
    EXPECT_EQ(kind_of_failure(rows.close()), FailureKind::constraint);
  }
  EXPECT_EQ(count(connection), 0);
}

// What could be appended at a second attempt is not: the caller was told that it is lost.
TEST(Appender, DoesNotAppendAFailedPortionLater) {
  auto connection = connect_with("(a INTEGER PRIMARY KEY)");
  connection.execute("INSERT INTO t VALUES (1)").value();
  {
    auto rows = connection.append_to("t").value();
    for (const int key : {1, 2}) rows.append_row({key}).value();
    EXPECT_EQ(kind_of_failure(rows.flush()), FailureKind::constraint);
    connection.execute("DELETE FROM t").value();
  }
  EXPECT_EQ(count(connection), 0);
}

TEST(Appender, RefusesWhatDoesNotFitItsColumn) {
  const std::vector<Values> misfits{{"x", "y"}, {70000, "y"}, {1}, {1, "y", 2}, {1, "\xff\xfe"}};
  for (std::size_t i = 0; i < misfits.size(); ++i) {
    auto connection = connect_with("(a SMALLINT, b VARCHAR)");
    auto rows = connection.append_to("t").value();
    rows.append_row({1, "good"}).value();
    auto done = rows.append_row(misfits[i]);
    if (done) done = rows.close();
    EXPECT_EQ(kind_of_failure(done), FailureKind::invalid_value) << i;
    EXPECT_EQ(count(connection), 0) << i;
  }
}

TEST(Appender, KeepsToTheTransactionItIsIn) {
  auto connection = connect_with("(a INTEGER)");
  {
    auto transaction = connection.begin().value();
    auto rows = connection.append_to("t").value();
    for (int i = 0; i < 300000; ++i) rows.append_row({i}).value();
    rows.close().value();
    EXPECT_EQ(count(connection), 300000);
  }
  EXPECT_EQ(count(connection), 0);
}

TEST(Appender, TakesARowCellByCellListsIncluded) {
  auto connection =
      connect_with("(a VARCHAR, b BIGINT, c VARCHAR[], d BIGINT[], e TIMESTAMPTZ, f DOUBLE, g BOOLEAN)");
  auto rows = connection.append_to("t").value();
  const std::vector<std::string_view> texts{"it's", "a, \"b\"", "[]", ""};
  const std::vector<std::int64_t> numbers{1, -2};
  rows.text("x");
  rows.bigint(7);
  rows.text_list(texts);
  rows.bigint_list(numbers);
  rows.timestamp(parse_instant("2026-11-26T10:00:00.123Z").value());
  rows.real(0.5);
  rows.boolean(true);
  ASSERT_TRUE(rows.end_row());
  for (int column = 0; column < 7; ++column) rows.null();
  ASSERT_TRUE(rows.end_row());
  ASSERT_TRUE(rows.close());
  EXPECT_EQ(connection
                .value<std::int64_t>("SELECT count(*) FROM t WHERE a = 'x' AND b = 7 AND len(c) = 4 "
                                     "AND c[1] = 'it''s' AND c[2] = 'a, \"b\"' AND c[3] = '[]' AND c[4] = '' "
                                     "AND d = [1, -2] AND f = 0.5 AND g "
                                     "AND e = TIMESTAMPTZ '2026-11-26 10:00:00.123+00'")
                .value(),
            1);
  EXPECT_EQ(connection.value<std::int64_t>("SELECT count(*) FROM t WHERE a IS NULL AND c IS NULL").value(),
            1);
}

TEST(Appender, KeepsListsTextsAndNullsApartOverManyChunks) {
  constexpr int count_of_rows = 10000;
  auto connection =
      connect_with("(i BIGINT, short VARCHAR, long VARCHAR, l VARCHAR[], n BIGINT[], r DOUBLE)");
  auto rows = connection.append_to("t").value();
  for (int i = 0; i < count_of_rows; ++i) {
    const std::string digits = std::to_string(i);
    const std::vector<std::string_view> texts(static_cast<std::size_t>(i % 4), digits);
    const std::vector<std::int64_t> numbers(static_cast<std::size_t>(i % 3), i);
    rows.bigint(i);
    i % 5 == 0 ? rows.null() : rows.text(digits);
    i % 7 == 0 ? rows.null() : rows.text(digits + " is a text that does not fit into twelve bytes");
    i % 11 == 0 ? rows.null() : rows.text_list(texts);
    rows.bigint_list(numbers);
    rows.bigint(i);
    ASSERT_TRUE(rows.end_row()) << i;
  }
  ASSERT_TRUE(rows.close());
  EXPECT_EQ(
      connection
          .value<std::int64_t>(
              "SELECT count(*) FROM t WHERE short IS NOT DISTINCT FROM CASE WHEN i % 5 = 0 THEN NULL "
              "ELSE i::VARCHAR END AND long IS NOT DISTINCT FROM CASE WHEN i % 7 = 0 THEN NULL ELSE i || "
              "' is a text that does not fit into twelve bytes' END AND l IS NOT DISTINCT FROM CASE WHEN "
              "i % 11 = 0 THEN NULL ELSE list_transform(range(i % 4), lambda x: i::VARCHAR) END AND n = "
              "list_transform(range(i % 3), lambda x: i) AND r = i")
          .value(),
      count_of_rows);
}

TEST(Appender, TakesTextsThatTogetherAreLarge) {
  auto connection = connect_with("(a VARCHAR)");
  auto rows = connection.append_to("t").value();
  const std::string large(std::size_t{3} << 20U, 'x');
  for (int i = 0; i < 8; ++i) rows.append_row({large}).value();
  rows.append_row({"small"}).value();
  rows.close().value();
  EXPECT_EQ(connection.value<std::int64_t>("SELECT sum(length(a))::BIGINT FROM t").value(),
            8 * (std::int64_t{3} << 20U) + 5);
}

TEST(Appender, SaysWhichColumnAValueDoesNotFit) {
  auto connection = connect_with("(a BIGINT, b DATE)");
  const auto reason_of = [&](const Values& row) {
    auto rows = connection.append_to("t").value();
    return rows.append_row(row).error().message;
  };
  EXPECT_THAT(reason_of({1, "2026-11-26"}), HasSubstr("no text fits into column 2"));
  EXPECT_THAT(reason_of({std::uint64_t{1} << 63U, nullptr}), HasSubstr("column 1"));
  EXPECT_THAT(reason_of({1, nullptr, 3}), HasSubstr("column 2"));
  EXPECT_THAT(reason_of({1}), HasSubstr("1 values for 2 columns"));
  EXPECT_THAT(reason_of({0.5, nullptr}), HasSubstr("column 1"));
}

TEST(Appender, TellsAtARowsEndWhatWasWrongWithACell) {
  auto connection = connect_with("(a BIGINT)");
  auto rows = connection.append_to("t").value();
  rows.text("no number");
  EXPECT_EQ(kind_of_failure(rows.end_row()), FailureKind::invalid_value);
}

}  // namespace
}  // namespace nowthen::warehouse

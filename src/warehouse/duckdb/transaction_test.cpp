#include "warehouse/duckdb/transaction.hpp"

#include <gmock/gmock.h>

#include "warehouse/duckdb/test_support.hpp"

namespace nowthen::warehouse {
namespace {

using testing::kind_of_failure;

struct WithTable {
  Database database = testing::database();
  Connection connection = database.connect().value();
  WithTable() { connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)").value(); }

  std::int64_t count() { return *connection.value<std::int64_t>("SELECT count(*) FROM t").value(); }
};

TEST(Transaction, TakesBackWhatWasNotCommitted) {
  WithTable with;
  {
    auto transaction = with.connection.begin().value();
    with.connection.execute("INSERT INTO t VALUES (1)").value();
    EXPECT_EQ(with.count(), 1);
  }
  EXPECT_EQ(with.count(), 0);
}

TEST(Transaction, KeepsWhatWasCommitted) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  transaction.commit().value();
  EXPECT_EQ(with.count(), 1);
  EXPECT_TRUE(with.connection.begin()) << "and is over";
}

TEST(Transaction, IsSeenByOthersOnlyAfterItsCommit) {
  WithTable with;
  auto other = with.database.connect().value();
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  EXPECT_EQ(other.value<std::int64_t>("SELECT count(*) FROM t").value(), 0);
  transaction.commit().value();
  EXPECT_EQ(other.value<std::int64_t>("SELECT count(*) FROM t").value(), 1);
}

TEST(Transaction, CannotBeginWithinAnother) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  EXPECT_EQ(kind_of_failure(with.connection.begin()), FailureKind::conflict);
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  EXPECT_TRUE(transaction.commit());
}

// DuckDB answers COMMIT of an aborted transaction with success.
TEST(Transaction, DoesNotCallCommittedWhatAnEarlierFailureGaveUp) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  EXPECT_EQ(kind_of_failure(with.connection.execute("INSERT INTO t VALUES (1)")), FailureKind::constraint);
  const auto committed = transaction.commit();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().kind, FailureKind::conflict);
  EXPECT_FALSE(committed.error().is_outcome_unknown);
  EXPECT_EQ(with.count(), 0);
  EXPECT_TRUE(with.connection.begin());
}

TEST(Transaction, GoesOnAfterAStatementThatWasNotUnderstood) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  EXPECT_EQ(kind_of_failure(with.connection.execute("SELEC")), FailureKind::invalid_sql);
  EXPECT_TRUE(transaction.commit());
  EXPECT_EQ(with.count(), 1);
}

TEST(Transaction, DoesNotCommitWithoutTheRowsOfAnAppender) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  auto rows = with.connection.append_to("t").value();
  rows.append_row({1}).value();
  EXPECT_EQ(kind_of_failure(transaction.commit()), FailureKind::conflict);
  EXPECT_EQ(with.count(), 0);
}

TEST(Transaction, DoesNotCommitWithoutRowsThatWereDropped) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  {
    auto rows = with.connection.append_to("t").value();
    rows.append_row({1}).value();
  }
  EXPECT_EQ(kind_of_failure(transaction.commit()), FailureKind::conflict);
  auto next = with.connection.begin().value();
  EXPECT_TRUE(next.commit()) << "the next one starts afresh";
}

TEST(Transaction, DoesNotCommitAfterAnAppenderFailed) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  {
    auto rows = with.connection.append_to("t").value();
    EXPECT_EQ(kind_of_failure(rows.append_row({"x"})), FailureKind::invalid_value);
  }
  EXPECT_EQ(kind_of_failure(transaction.commit()), FailureKind::conflict);
  EXPECT_EQ(with.count(), 0);
}

TEST(Transaction, CallsTheOutcomeUnknownWhenTheCommitItselfFails) {
  WithTable with;
  auto other = with.database.connect().value();
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  other.execute("INSERT INTO t VALUES (1)").value();
  const auto committed = transaction.commit();
  ASSERT_FALSE(committed);
  EXPECT_TRUE(committed.error().is_outcome_unknown);
  EXPECT_EQ(committed.error().kind, FailureKind::conflict) << committed.error().message;
  EXPECT_TRUE(with.connection.begin()) << "and it is over all the same";
}

TEST(Transaction, IsInConflictWithAnotherThatChangesTheSameRow) {
  WithTable with;
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  auto other = with.database.connect().value();
  auto first = with.connection.begin().value();
  auto second = other.begin().value();
  with.connection.execute("DELETE FROM t").value();
  EXPECT_EQ(kind_of_failure(other.execute("DELETE FROM t")), FailureKind::conflict);
}

TEST(Transaction, IsTakenBackByAStopAndNotCommitted) {
  WithTable with;
  auto transaction = with.connection.begin().value();
  with.connection.execute("INSERT INTO t VALUES (1)").value();
  std::stop_source source;
  auto rows = with.connection.query("SELECT * FROM range(1000000000)", {}, source.get_token()).value();
  ASSERT_TRUE(rows.next().value());
  source.request_stop();
  Outcome<bool> more = true;
  while (more && *more) more = rows.next();
  EXPECT_EQ(kind_of_failure(more), FailureKind::interrupted);
  const bool is_committed = transaction.commit().has_value();
  EXPECT_EQ(with.count(), is_committed ? 1 : 0);
}

}  // namespace
}  // namespace nowthen::warehouse

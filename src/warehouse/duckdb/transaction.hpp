#pragma once
#include <memory>
#include <utility>

#include "warehouse/duckdb/failure.hpp"

namespace nowthen::warehouse {

struct ConnectionHandle;

/// A transaction of one connection, rolled back unless it was committed.
class Transaction {
 public:
  Transaction(Transaction&&) noexcept = default;
  /// The one that was here is rolled back.
  Transaction& operator=(Transaction&& other) noexcept;
  ~Transaction();

  /// Commits. After a failure the transaction is over, too.
  ///
  /// `conflict`: an earlier failure had given the transaction up, or an `Appender` held rows that it never
  /// handed over; nothing is committed then, and `is_outcome_unknown` is false. (DuckDB itself answers COMMIT
  /// of a transaction that it has given up with success, and rolls back.) Any failure with
  /// `is_outcome_unknown`: read the file again before concluding anything, above all when the disk is full.
  /// Not interruptible. One call only.
  Outcome<void> commit();

  /// Takes everything back. What can fail at that fails silently: it is all the same gone.
  void rollback() noexcept;

 private:
  friend class Connection;
  explicit Transaction(std::shared_ptr<ConnectionHandle> connection) : connection_(std::move(connection)) {}
  static Outcome<Transaction> begin(std::shared_ptr<ConnectionHandle> connection);
  Outcome<void> check_fit_to_commit() const;
  enum class Ending { committed, taken_back };
  void end(Ending ending) noexcept;

  std::shared_ptr<ConnectionHandle> connection_;  // null: over
};

}  // namespace nowthen::warehouse

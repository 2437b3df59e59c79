#include "warehouse/duckdb/transaction.hpp"

#include "warehouse/duckdb/handles.hpp"
#include "warehouse/duckdb/running.hpp"
#include "warehouse/duckdb/statement.hpp"

namespace nowthen::warehouse {
namespace {

Outcome<void> run_plainly(ConnectionHandle& connection, const char* sql) {
  ++connection.statement;
  ResultHandle handle(connection.call);
  if (connection.call.query(connection.connection, sql, &handle.result) == DuckDBSuccess)
    return boost::system::in_place_value;
  return failure_from(text_of(connection.call.result_error(&handle.result)));
}

Failure not_fit(std::string message) {
  return {.kind = FailureKind::conflict, .message = std::move(message)};
}

}  // namespace

Outcome<Transaction> Transaction::begin(std::shared_ptr<ConnectionHandle> connection) {
  // DuckDB would give the open one up for that.
  if (connection->is_in_transaction)
    return Failure{.kind = FailureKind::conflict,
                   .message = "a transaction is open on this connection already"};
  if (auto begun = run_plainly(*connection, "BEGIN TRANSACTION"); !begun) return begun.error();
  connection->is_in_transaction = true;
  connection->spoiled.clear();
  return Transaction(std::move(connection));
}

Transaction& Transaction::operator=(Transaction&& other) noexcept {
  if (this == &other) return *this;
  rollback();
  connection_ = std::move(other.connection_);
  return *this;
}

Transaction::~Transaction() { rollback(); }

void Transaction::rollback() noexcept { end(Ending::taken_back); }

void Transaction::end(Ending ending) noexcept {
  if (!connection_) return;
  connection_->is_in_transaction = false;
  if (ending == Ending::taken_back) (void)run_plainly(*connection_, "ROLLBACK");
  connection_.reset();
}

Outcome<void> Transaction::check_fit_to_commit() const {
  if (!connection_->unflushed.empty())
    return not_fit("nothing was committed: rows for " + *connection_->unflushed.begin() +
                   " are still in an appender");
  if (!connection_->spoiled.empty()) return not_fit("nothing was committed: " + connection_->spoiled);
  auto probe = run_plainly(*connection_, "SELECT 1");
  if (probe) return probe;
  Failure failure = probe.error();
  failure.message = "nothing was committed after an earlier failure: " + failure.message;
  return failure;
}

Outcome<void> Transaction::commit() {
  auto done = check_fit_to_commit();
  if (done) {
    // Not run plainly: it can take seconds, for which the thread that waits would not sleep.
    const auto committed = Statement::execute_script(connection_, "COMMIT", {});
    if (!committed) {
      Failure failure = committed.error();
      failure.is_outcome_unknown = true;
      done = failure;
    }
  }
  end(done ? Ending::committed : Ending::taken_back);
  return done;
}

}  // namespace nowthen::warehouse

#pragma once
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>

#include "warehouse/duckdb/appender.hpp"
#include "warehouse/duckdb/failure.hpp"
#include "warehouse/duckdb/rows.hpp"
#include "warehouse/duckdb/statement.hpp"
#include "warehouse/duckdb/transaction.hpp"
#include "warehouse/duckdb/value.hpp"

namespace nowthen::warehouse {

struct ConnectionHandle;

/// One connection to an open `Database`, which stays open as long. It does one thing at a time, for one
/// thread at a time; a stop token may be triggered by any.
///
/// Outside a `Transaction` each statement commits by itself. A failure inside one may give the whole
/// transaction up; `Transaction::commit` then says so.
class Connection {
 public:
  /// Runs one statement with its `values`, or several, separated by semicolons, without; gives the number of
  /// rows that the last of them inserted, changed or deleted. What came before a statement that fails has
  /// been done.
  Outcome<std::int64_t> execute(const std::string& sql, const Values& values = {},
                                const std::stop_token& stop = {});

  /// Runs one statement and gives its rows: see `Rows`.
  Outcome<Rows> query(const std::string& sql, const Values& values = {}, std::stop_token stop = {},
                      Delivery delivery = Delivery::streamed);

  /// The first column of the first row; nothing if that is NULL or there is no row. `T` as for `Rows::get`,
  /// text as `std::string`.
  template <class T>
  Outcome<std::optional<T>> value(const std::string& sql, const Values& values = {},
                                  std::stop_token stop = {}) {
    auto rows = query(sql, values, std::move(stop));
    if (!rows) return rows.error();
    auto more = rows->next();
    if (!more) return more.error();
    return *more ? rows->template get<T>(0) : std::optional<T>();
  }

  /// The only statement of `sql`; fails as `query` does for what can be known beforehand. Columns of types
  /// that are not read as they are come as text.
  Outcome<Statement> prepare(const std::string& sql);

  /// Likewise, but with no column changed, so that `Statement::shape` is that of `sql`. Rows with a column
  /// that is not read as it is fail with `invalid_sql`.
  Outcome<Statement> prepare_as_written(const std::string& sql);

  /// Begins a transaction; `conflict` if one is open.
  Outcome<Transaction> begin();

  /// Opens `table` for appending rows. `schema` empty: the default one.
  Outcome<Appender> append_to(const std::string& table, const std::string& schema = {});

 private:
  friend class Database;
  friend Outcome<std::int64_t> copy_rows(Connection& from, const std::string& sql, Connection& to,
                                         const std::string& table);
  explicit Connection(std::shared_ptr<ConnectionHandle> handle) : handle_(std::move(handle)) {}

  std::shared_ptr<ConnectionHandle> handle_;
};

}  // namespace nowthen::warehouse

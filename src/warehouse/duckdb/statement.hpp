#pragma once
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "warehouse/duckdb/failure.hpp"
#include "warehouse/duckdb/rows.hpp"
#include "warehouse/duckdb/shape.hpp"
#include "warehouse/duckdb/value.hpp"

namespace nowthen::warehouse {

struct ConnectionHandle;

/// A prepared statement, to be run many times. Keeps its connection open. Used by one thread at a time.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  /// Runs it to its end and gives the number of rows inserted, changed or deleted; rows it returns are
  /// dropped.
  ///
  /// `values` are for its `?` in order, or `$1` and so on; `invalid_sql` when there are more or fewer.
  /// Blocks; returns `interrupted` soon after `stop`, with nothing changed.
  Outcome<std::int64_t> execute(const Values& values = {}, const std::stop_token& stop = {});

  /// Runs it and gives its rows. `stop` counts until the last of them.
  Outcome<Rows> query(const Values& values = {}, std::stop_token stop = {},
                      Delivery delivery = Delivery::streamed);

  /// What it is and gives, known before it is run.
  Shape shape() const;

 private:
  friend class Connection;
  friend class Transaction;
  struct State;
  explicit Statement(std::unique_ptr<State> state);
  static Outcome<Statement> prepare(const std::shared_ptr<ConnectionHandle>& connection,
                                    const std::string& sql);
  static Outcome<Statement> prepare_as_written(const std::shared_ptr<ConnectionHandle>& connection,
                                               const std::string& sql);
  static Outcome<std::int64_t> execute_script(const std::shared_ptr<ConnectionHandle>& connection,
                                              const std::string& sql, const std::stop_token& stop);

  std::unique_ptr<State> state_;
};

}  // namespace nowthen::warehouse

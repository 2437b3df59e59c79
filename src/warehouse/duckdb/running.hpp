#pragma once
#include <memory>
#include <stop_token>
#include <string>

#include "warehouse/duckdb/handles.hpp"
#include "warehouse/duckdb/rows.hpp"

namespace nowthen::warehouse {

/// The result of a statement that was run, freed with it.
class ResultHandle {
 public:
  explicit ResultHandle(const Functions& call) : call_(call) {}
  ~ResultHandle() { call_.destroy_result(&result); }
  ResultHandle(const ResultHandle&) = delete;
  ResultHandle& operator=(const ResultHandle&) = delete;

  duckdb_result result{};

 private:
  const Functions& call_;
};

/// Interrupts the statement when it is stopped, unless another has been begun since.
struct Interrupt {
  ConnectionHandle* connection = nullptr;
  std::uint64_t statement = 0;

  void operator()() const noexcept {
    if (connection->statement.load() == statement) connection->call.interrupt(connection->connection);
  }
};

/// A statement while it runs: its result, and the watch on its stop token, which lasts as long as this does.
struct Running {
  Running(std::shared_ptr<ConnectionHandle> on, std::stop_token token)
      : connection(std::move(on)), stop(std::move(token)), result(connection->call) {}

  /// Whether its rows can still be read: DuckDB closes them when another statement begins.
  bool is_current() const noexcept { return connection->statement.load() == statement; }

  std::shared_ptr<ConnectionHandle> connection;
  std::stop_token stop;
  std::uint64_t statement = 0;
  ResultHandle result;
  std::unique_ptr<std::stop_callback<Interrupt>> watch;
};

/// Runs a prepared statement whose parameters are bound. `sql` is its text, for positions in messages.
Outcome<std::unique_ptr<Running>> run(std::unique_ptr<Running> running, duckdb_prepared_statement prepared,
                                      Delivery delivery, const std::string& sql);

/// What stands for a statement that its stop token ended.
Failure interrupted();

}  // namespace nowthen::warehouse

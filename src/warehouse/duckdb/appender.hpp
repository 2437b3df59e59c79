#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "warehouse/duckdb/failure.hpp"
#include "warehouse/duckdb/value.hpp"

namespace nowthen::warehouse {

class Connection;
struct ConnectionHandle;

/// Rows into one table, a million a second and more (a quarter of that with a PRIMARY KEY on text).
///
///     auto rows = connection.append_to("segment");
///     if (auto done = rows->append_row({id, started_at, std::nullopt, 42}); !done) return done.error();
///     if (auto done = rows->close(); !done) return done.error();
///
/// Rows are in the table after `flush` or `close`, or after some 200,000 of them; outside a `Transaction`
/// each such portion commits by itself. After any failure the portion is lost and every further call fails
/// the same way. An appender that is destroyed without `close` drops the rows it still holds, and a
/// transaction open then will not commit. Used by one thread at a time, together with its connection.
class Appender {
 public:
  Appender(Appender&&) noexcept;
  Appender& operator=(Appender&&) noexcept;
  ~Appender();

  /// Appends a row: one value for each column of the table, in its order. Values are copied. Fails with
  /// `invalid_value` when one does not fit its column or their number is wrong. What fits: see `RowChunk`.
  Outcome<void> append_row(std::initializer_list<Value> row) {
    return append_row(std::span(row.begin(), row.size()));
  }
  Outcome<void> append_row(std::span<const Value> row);

  /// The same cell by cell, for whoever has no row in one piece: a call for each column, in its order, then
  /// `end_row`, which tells what went wrong with any of them.
  void null();
  void boolean(bool value);
  void bigint(std::int64_t value);
  void real(double value);
  void text(std::string_view value);
  void timestamp(Instant value);
  void text_list(std::span<const std::string_view> values);
  void bigint_list(std::span<const std::int64_t> values);
  Outcome<void> end_row();

  /// Hands all rows over. Fails with `constraint`, `disk_full`, `out_of_memory`, and with `invalid_value` for
  /// text that is not UTF-8. Blocks.
  Outcome<void> flush();

  /// `flush`, and nothing more can be appended.
  Outcome<void> close();

 private:
  friend class Connection;
  friend Outcome<std::int64_t> copy_rows(Connection& from, const std::string& sql, Connection& to,
                                         const std::string& table);
  struct State;
  explicit Appender(std::unique_ptr<State> state);
  static Outcome<Appender> open(std::shared_ptr<ConnectionHandle> connection, const std::string& table,
                                const std::string& schema);
  /// Rows as DuckDB gives them, behind those appended by themselves.
  Outcome<void> append_chunk(void* data_chunk);

  std::unique_ptr<State> state_;
};

}  // namespace nowthen::warehouse

#pragma once
#include <memory>
#include <string>

#include "warehouse/duckdb/handles.hpp"
#include "warehouse/duckdb/shape.hpp"
#include "warehouse/duckdb/value.hpp"

namespace nowthen::warehouse {

/// A text of one or more statements, taken apart.
class Extracted {
 public:
  Extracted(std::shared_ptr<ConnectionHandle> connection, std::string sql);
  ~Extracted();
  Extracted(const Extracted&) = delete;
  Extracted& operator=(const Extracted&) = delete;

  idx_t count() const noexcept { return count_; }
  /// Why there is none.
  Failure failure() const;
  duckdb_extracted_statements get() const noexcept { return extracted_; }
  const std::string& sql() const noexcept { return sql_; }
  const std::shared_ptr<ConnectionHandle>& connection() const noexcept { return connection_; }

 private:
  std::shared_ptr<ConnectionHandle> connection_;
  std::string sql_;
  duckdb_extracted_statements extracted_ = nullptr;
  idx_t count_ = 0;
};

/// One prepared statement of DuckDB's, with its text.
class Prepared {
 public:
  explicit Prepared(std::shared_ptr<ConnectionHandle> connection) : connection_(std::move(connection)) {}
  ~Prepared() { connection_->call.destroy_prepare(&prepared_); }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  Outcome<void> prepare(const Extracted& text, idx_t index);
  Outcome<void> bind(const Values& values);

  duckdb_prepared_statement get() const noexcept { return prepared_; }
  const std::string& sql() const noexcept { return sql_; }
  const std::shared_ptr<ConnectionHandle>& connection() const noexcept { return connection_; }

  /// For a SELECT with columns of types that are not read as they are: the same with these as text. Else
  /// empty.
  std::string with_readable_columns() const;

 private:
  std::shared_ptr<ConnectionHandle> connection_;
  duckdb_prepared_statement prepared_ = nullptr;
  std::string sql_;
};

/// Prepares the only statement of `text`. Fails with `invalid_sql` where there is none, or more.
Outcome<void> prepare_only(Prepared& prepared, const Extracted& text);

/// What it is and gives.
Shape shape_of(const Prepared& prepared);

/// Prepares the only statement of `sql`, its columns readable.
Outcome<std::unique_ptr<Prepared>> prepare_one(const std::shared_ptr<ConnectionHandle>& connection,
                                               const std::string& sql);

}  // namespace nowthen::warehouse

#pragma once
#include <memory>
#include <string>
#include <vector>

#include "warehouse/duckdb/column_value.hpp"
#include "warehouse/duckdb/rows.hpp"
#include "warehouse/duckdb/running.hpp"

namespace nowthen::warehouse {

/// How values of that type are read; nothing where they have to be turned into text by the query.
std::optional<ColumnKind> kind_of(duckdb_type type) noexcept;

struct Rows::State {
  State(std::unique_ptr<Running> of, std::string text);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  /// Reads the names and types. Fails with `invalid_sql` where a type cannot be read.
  Outcome<void> describe();
  /// Gets the next part of the rows; false when there is none.
  Outcome<bool> fetch();

  duckdb_type type_of(std::size_t column) const { return types.at(column); }

  std::unique_ptr<Running> running;
  std::string sql;
  std::vector<ResultColumn> columns;
  std::vector<duckdb_type> types;
  duckdb_data_chunk chunk = nullptr;
  std::vector<ColumnPart> parts;
  std::size_t row = 0;
  std::size_t row_count = 0;
  bool is_at_end = false;
  std::optional<Failure> failed;  // what ended them, told again at each further call

 private:
  void drop_chunk() noexcept;
  Outcome<bool> fetch_chunk();
  Failure reason_for_no_chunk() const;
  Outcome<void> take_parts();
};

}  // namespace nowthen::warehouse

#pragma once
#include <memory>
#include <optional>
#include <string>

#include "warehouse/duckdb/appender.hpp"
#include "warehouse/duckdb/handles.hpp"
#include "warehouse/duckdb/row_chunk.hpp"

namespace nowthen::warehouse {

struct Appender::State {
  State(std::shared_ptr<ConnectionHandle> of, std::string name)
      : connection(std::move(of)), call(connection->call), table(std::move(name)) {}
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Outcome<void> checked(duckdb_state state);
  Outcome<void> end_row();
  Failure invalid(const std::string& reason);
  void note_row_held();
  void note_none_held();

  std::shared_ptr<ConnectionHandle> connection;
  const Functions& call;
  std::string table;
  duckdb_appender appender = nullptr;
  std::optional<RowChunk> rows;  ///< Those that DuckDB has not been given yet.
  std::optional<Failure> failed;
  bool holds_rows = false;
};

}  // namespace nowthen::warehouse

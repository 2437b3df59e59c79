#pragma once
#include <memory>
#include <optional>
#include <string>

#include "warehouse/duckdb/appender.hpp"
#include "warehouse/duckdb/handles.hpp"

namespace nowthen::warehouse {

struct Appender::State {
  State(std::shared_ptr<ConnectionHandle> of, std::string name)
      : connection(std::move(of)), call(connection->call), table(std::move(name)) {}
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Outcome<void> checked(duckdb_state state);
  void note(duckdb_state state) noexcept;
  void note_row_held();
  void note_none_held();

  std::shared_ptr<ConnectionHandle> connection;
  const Functions& call;
  std::string table;
  duckdb_appender appender = nullptr;
  std::optional<Failure> failed;
  bool holds_rows = false;
  bool cell_failed = false;  ///< Of the row begun cell by cell; DuckDB keeps why.
};

}  // namespace nowthen::warehouse

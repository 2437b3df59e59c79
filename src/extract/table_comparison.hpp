#pragma once
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/schema/table.hpp"

namespace nowthen::extract {

/// How a table differs from what the archive says it should hold.
struct TableDifference {
  std::string table;
  std::int64_t missing = 0;           ///< Rows that the archive calls for and the table lacks.
  std::int64_t strange = 0;           ///< Rows of the table that the archive does not call for. One that was
                                      ///< altered counts in both.
  std::vector<std::string> examples;  ///< Conversations concerned, a few.
};

/// Holds a table against the one of that name in another database attached to the connection: every row,
/// value by value, as often as it is there. Columns that others than the archive decide about are left out.
///
/// @param kept   the other database, which may differ; the connection's own is right
/// @param where  begins with ` WHERE`, or is empty: the rows of both that are compared
///
/// Blocks as long as reading both takes; what does not fit into DuckDB's memory goes into its folder for
/// that. Fails as a query does, and with `interrupted`.
warehouse::Outcome<TableDifference> compare_table(warehouse::Connection& connection,
                                                  const warehouse::TableSchema& schema,
                                                  const std::string& kept, const std::string& where,
                                                  const std::stop_token& stop);

}  // namespace nowthen::extract

#pragma once
#include <cstdint>
#include <string>

#include "warehouse/duckdb/connection.hpp"

namespace nowthen::warehouse {

/// Appends all rows of a query to a table, which may be of another database: only what the query gives comes
/// there, a few thousand rows at a time, no value looked at. Its columns must be the table's, in their order
/// and of their types. Gives how many rows; they are in the table then, or, in a transaction of `to`, when
/// that is committed. Blocks. Fails as `Connection::query` and `Appender` do; some rows may be there then.
Outcome<std::int64_t> copy_rows(Connection& from, const std::string& sql, Connection& to,
                                const std::string& table);

}  // namespace nowthen::warehouse

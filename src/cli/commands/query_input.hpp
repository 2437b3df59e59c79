#pragma once
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

namespace nowthen::cli {

/// Where the SQL of a query comes from.
struct QueryInput {
  std::string argument;  ///< The SQL itself; `-`: standard input.
  std::string file;      ///< `--file`; `-`: standard input.
};

/// The SQL. Fails with a usage error where there is none, or two; where it has a NUL byte, at which DuckDB
/// would end it; where it is larger than a megabyte. Blocks while standard input keeps it waiting; fails with
/// `cancelled` soon after `stop`.
Result<std::string> read_query(const QueryInput& input, const std::stop_token& stop);

}  // namespace nowthen::cli

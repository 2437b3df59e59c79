#pragma once
#include <memory>
#include <stop_token>

#include "cli/commands/export_source.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::cli {

/// Files that DuckDB writes itself, over a connection whose days are those of `manner.zone`.
std::unique_ptr<ExportSource> local_export(warehouse::Connection connection, ExportManner manner,
                                           std::stop_token stop);

}  // namespace nowthen::cli

#pragma once
#include <map>
#include <span>
#include <string>

#include "warehouse/duckdb/connection.hpp"
#include "warehouse/schema/migrations.hpp"

namespace nowthen::warehouse {

/// Of which version the tables are that lie in `database`, an attached one; empty: the connection's own.
/// Fails with `other` where it is a database of somebody else's.
Outcome<int> version_in(Connection& connection, const std::string& database = {});

/// What is wrong with tables of that version for this program: `newer_file` or `older_file`. Nothing to be
/// asked of the present version.
Failure other_version(int version);

/// Moves tables of version `from` forward to `to` in one transaction, and makes views and comments anew.
/// Fails with `older_file`, nothing changed, where a step is missing, and as statements do.
Outcome<void> migrate(Connection& connection, int from, int to,
                      std::span<const Migration> steps = migrations());

/// Tables with their columns and views with their queries, by name (`table run`, `view daily`), as `database`
/// has them. For comparing one with another; blocks shortly.
Outcome<std::map<std::string, std::string>> definitions_in(Connection& connection,
                                                           const std::string& database);

}  // namespace nowthen::warehouse

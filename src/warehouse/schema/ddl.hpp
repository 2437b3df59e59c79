#pragma once
#include <string>
#include <string_view>

#include "warehouse/schema/table.hpp"

namespace nowthen::warehouse {

/// `CREATE TABLE <name> (...);` with the schema's columns; those of its key are NOT NULL. No index: rows are
/// staged and merged by key. `name` may be another than the schema's own, such as one for staging.
std::string create_table(const TableSchema& schema, std::string_view name);

/// Statements that say in comments what the tables mean.
std::string comments_ddl();

/// Statements that make all views where there are none, and say what they mean.
std::string views_ddl();

/// Statements that make all tables and views in an empty database and say in comments what they mean, the
/// same text each time. Version `schema_version` is put into `meta`.
std::string ddl();

}  // namespace nowthen::warehouse

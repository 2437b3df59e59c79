#include "warehouse/schema/ddl.hpp"

#include <fmt/format.h>

#include "warehouse/schema/sql_literal.hpp"
#include "warehouse/schema/views.hpp"

namespace nowthen::warehouse {
namespace {

std::string meaning(const Column& column) {
  if (column.unit.empty()) return std::string(column.about);
  return fmt::format("{} [{}]", column.about, column.unit);
}

std::string comments(std::string_view kind, std::string_view name, std::string_view about,
                     std::span<const Column> columns) {
  std::string sql = fmt::format("COMMENT ON {} {} IS {};\n", kind, name, sql_literal(about));
  for (const Column& column : columns)
    sql += fmt::format("COMMENT ON COLUMN {}.{} IS {};\n", name, column.name, sql_literal(meaning(column)));
  return sql;
}

}  // namespace

std::string create_table(const TableSchema& schema, std::string_view name) {
  std::string sql = fmt::format("CREATE TABLE {} (\n", name);
  std::size_t at = 0;
  for (const Column& column : schema.columns) {
    const bool is_key = at++ < schema.key_count;
    sql += fmt::format("  {} {}{}{}\n", column.name, sql_type(column.type), is_key ? " NOT NULL" : "",
                       at < schema.columns.size() ? "," : "");
  }
  return sql + ");\n";
}

std::string comments_ddl() {
  std::string sql;
  for (const TableSchema& schema : tables())
    sql += comments("TABLE", schema.name, schema.about, schema.columns);
  return sql;
}

std::string views_ddl() {
  std::string sql;
  for (const View& view : views())
    sql += fmt::format("CREATE VIEW {} AS\n{};\n", view.name, view.sql) +
           comments("VIEW", view.name, view.about, view.columns);
  return sql;
}

std::string ddl() {
  std::string sql;
  for (const TableSchema& schema : tables())
    sql += create_table(schema, schema.name) + comments("TABLE", schema.name, schema.about, schema.columns);
  return sql + views_ddl() +
         fmt::format("INSERT INTO meta VALUES ('schema_version', '{}');\n", schema_version);
}

}  // namespace nowthen::warehouse

#include "cli/commands/export_sql.hpp"

#include <fmt/format.h>

#include "warehouse/schema/sql_literal.hpp"

namespace nowthen::cli {
namespace {

using warehouse::Column;
using warehouse::ColumnType;

/// Names of ours contain no quote.
std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string_view rows_of(const ExportTable& table) { return table.is_view ? "export_copy" : "export_rows"; }

/// Columns from the first, with commas.
std::string names_of(std::span<const Column> columns) {
  std::string names;
  for (const Column& column : columns) names += (names.empty() ? "" : ", ") + quoted(column.name);
  return names;
}

std::string order_of(const ExportTable& table) {
  return "export_day, " + names_of(table.columns.first(std::min(table.key_count, table.columns.size())));
}

std::string dated_rows_sql(const ExportTable& table) {
  switch (table.dating) {
    case Dating::by_column:
      return fmt::format("SELECT CAST(t.{} AS DATE) AS export_day, t.* FROM {} AS t",
                         quoted(table.day_column), quoted(table.name));
    case Dating::by_conversation:
      return fmt::format(
          "SELECT CAST(of.conversation_start AS DATE) AS export_day, t.* FROM {} AS t LEFT JOIN conversation "
          "AS "
          "of ON of.conversation_id = t.conversation_id",
          quoted(table.name));
    case Dating::undated: break;
  }
  return fmt::format("SELECT CAST(NULL AS DATE) AS export_day, t.* FROM {} AS t", quoted(table.name));
}

std::string where_sql(const ExportTable& table, const DayRange& range) {
  if (table.dating == Dating::undated || !range.is_bounded()) return {};
  std::string where;
  if (!range.from.empty()) where += fmt::format(" WHERE export_day >= DATE '{}'", range.from);
  if (!range.to.empty())
    where += fmt::format(" {} export_day < DATE '{}'", where.empty() ? "WHERE" : "AND", range.to);
  return where;
}

std::string is_day_sql(const std::optional<std::string>& day) {
  return day ? fmt::format("export_day = DATE '{}'", *day) : "export_day IS NULL";
}

/// Instants in UTC as RFC 3339.
std::string instant_sql(const std::string& name) {
  return fmt::format("strftime({} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')", name);
}

std::string csv_text_sql(const std::string& name, bool is_guarded) {
  if (!is_guarded) return name;
  return fmt::format(R"(CASE WHEN regexp_matches({0}, '^[=+@\t\r-]') THEN '''' || {0} ELSE {0} END)", name);
}

/// The column as it is written. Parquet has a type for everything.
std::string value_sql(const Column& column, const ExportForm& form) {
  std::string name = quoted(column.name);
  if (form.format == ExportFormat::parquet) return name;
  const bool is_csv = form.format == ExportFormat::csv;
  switch (column.type) {
    case ColumnType::timestamp: return instant_sql(name);
    case ColumnType::json:
      return is_csv ? csv_text_sql(name, form.spreadsheet_safe) : fmt::format("CAST({} AS JSON)", name);
    case ColumnType::text_list:
    case ColumnType::bigint_list: return is_csv ? fmt::format("CAST(to_json({}) AS VARCHAR)", name) : name;
    case ColumnType::text: return is_csv ? csv_text_sql(name, form.spreadsheet_safe) : name;
    case ColumnType::bigint:
    case ColumnType::real:
    case ColumnType::boolean:
    case ColumnType::date: break;
  }
  return name;
}

std::string values_sql(const ExportTable& table, const ExportForm& form) {
  std::string values;
  for (const Column& column : table.columns)
    values +=
        fmt::format("{}{} AS {}", values.empty() ? "" : ", ", value_sql(column, form), quoted(column.name));
  return values;
}

std::string_view file_options(ExportFormat format) {
  switch (format) {
    case ExportFormat::csv: return "FORMAT csv, HEADER true";
    case ExportFormat::ndjson: return "FORMAT json";
    case ExportFormat::parquet: break;
  }
  return "FORMAT parquet, COMPRESSION zstd";
}

}  // namespace

bool DayRange::holds(const std::optional<std::string>& day) const {
  if (!is_bounded()) return true;
  return day && (from.empty() || *day >= from) && (to.empty() || *day < to);
}

std::string name_rows_sql(const ExportTable& table) {
  return fmt::format("CREATE OR REPLACE TEMP {} {} AS {}", table.is_view ? "TABLE" : "VIEW", rows_of(table),
                     dated_rows_sql(table));
}

std::string states_sql(const ExportTable& table, const DayRange& range) {
  return fmt::format(
      "SELECT CAST(export_day AS VARCHAR), count(*), CAST(bit_xor(of_row) AS VARCHAR), CAST(sum(of_row) AS "
      "VARCHAR) FROM (SELECT export_day, hash({}) AS of_row FROM {}{}) GROUP BY export_day ORDER BY "
      "export_day",
      names_of(table.columns), rows_of(table), where_sql(table, range));
}

std::string stage_sql(const ExportTable& table, const std::vector<std::optional<std::string>>& days) {
  std::string chosen;
  bool has_undated = false;
  for (const auto& day : days) {
    has_undated = has_undated || !day;
    if (day) chosen += fmt::format("{}DATE '{}'", chosen.empty() ? "" : ", ", *day);
  }
  std::string where = chosen.empty() ? "" : fmt::format("export_day IN ({})", chosen);
  if (has_undated) where += where.empty() ? "export_day IS NULL" : " OR export_day IS NULL";
  return fmt::format("CREATE OR REPLACE TEMP TABLE export_stage AS SELECT * FROM {} WHERE {} ORDER BY {}",
                     rows_of(table), where, order_of(table));
}

std::string copy_sql(const ExportTable& table, const std::optional<std::string>& day, const ExportForm& form,
                     const std::string& path) {
  return fmt::format("COPY (SELECT {} FROM export_stage WHERE {}) TO {} ({}, USE_TMP_FILE false)",
                     values_sql(table, form), is_day_sql(day), warehouse::sql_literal(path),
                     file_options(form.format));
}

std::string forget_sql(const ExportTable& table) {
  return fmt::format("DROP TABLE IF EXISTS export_stage; DROP {} IF EXISTS {}",
                     table.is_view ? "TABLE" : "VIEW", rows_of(table));
}

}  // namespace nowthen::cli

#include "warehouse/schema/document.hpp"

#include <fmt/format.h>

#include "warehouse/schema/table.hpp"
#include "warehouse/schema/views.hpp"

namespace nowthen::warehouse {
namespace {

constexpr std::string_view introduction = R"(# The schema of the data set

Version {}. This page is made from the declarations that tables and rows come from.

- A row of a record's part is found by the conversation's id and its positions in the lists around it, counted from 0:
  ids may be missing or repeat, and two equal metrics are two rows. Keys are not enforced by an index.
- What a record leaves out is NULL, and so is text that came empty: `extra` then says so. `extra` is a JSON object
  of what its row cannot hold, under the platform's names; NULL where there is nothing.
- Times are TIMESTAMPTZ, exact to the millisecond. Durations are milliseconds.
- JSON is kept as text; lists in it name their members as columns are named.
- Enumerations are text as the platform writes them, so that values it adds later are kept.
- Days and half hours of the views are those of the session's time zone: `SET TimeZone = 'Europe/London'`.
- Each table, view and column says what it means in the database too: `SELECT * FROM duckdb_columns()`.
)";

std::string_view heading(TableKind kind) {
  switch (kind) {
    case TableKind::record: return "Records";
    case TableKind::history: return "Readings and revisions";
    case TableKind::ledger: return "The ledger";
    case TableKind::live: return "The live feed";
    case TableKind::dimension: return "Names";
    case TableKind::meta: break;
  }
  return "The warehouse itself";
}

/// A bar inside a cell would end it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char letter : text) out.append(letter == '|' ? "\\|" : std::string(1, letter));
  return out;
}

std::string columns_table(std::span<const Column> columns) {
  std::string page = "\n| column | type | unit | meaning |\n|---|---|---|---|\n";
  for (const Column& column : columns)
    page += fmt::format("| `{}` | {} | {} | {} |\n", column.name,
                        column.type == ColumnType::json ? "JSON" : sql_type(column.type), cell(column.unit),
                        cell(column.about));
  return page;
}

std::string key_of(const TableSchema& schema) {
  std::string key;
  for (const Column& column : schema.keys())
    key += fmt::format("{}`{}`", key.empty() ? "" : ", ", column.name);
  return key;
}

}  // namespace

std::string schema_document() {
  std::string page = fmt::format(introduction, schema_version);
  const TableSchema* previous = nullptr;
  for (const TableSchema& schema : tables()) {
    if (previous == nullptr || previous->kind != schema.kind)
      page += fmt::format("\n## {}\n", heading(schema.kind));
    page += fmt::format("\n### {}\n\nOne row: {}. Key: {}.\n", schema.name, schema.about, key_of(schema)) +
            columns_table(schema.columns);
    previous = &schema;
  }
  page += "\n## Views\n";
  for (const View& view : views())
    page += fmt::format("\n### {}\n\nOne row: {}.\n", view.name, view.about) + columns_table(view.columns);
  return page;
}

}  // namespace nowthen::warehouse

#include "cli/commands/export_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/report_error.hpp"
#include "core/nearest.hpp"
#include "warehouse/schema/table.hpp"
#include "warehouse/schema/views.hpp"

namespace nowthen::cli {
namespace {

using warehouse::TableKind;

ExportTable export_of(const warehouse::TableSchema& schema) {
  ExportTable table{.name = schema.name, .columns = schema.columns, .key_count = schema.key_count};
  if (schema.id == warehouse::TableId::conversation) {
    table.dating = Dating::by_column;
    table.day_column = "conversation_start";
  } else if (schema.kind == TableKind::record) {
    table.dating = Dating::by_conversation;
  }
  return table;
}

/// Views are of conversations, or of intervals with a day of their own; none has a key of more than three
/// columns.
ExportTable export_of(const warehouse::View& view) {
  ExportTable table{.name = view.name, .is_view = true, .columns = view.columns, .key_count = 3};
  for (const std::string_view column : {"conversation_start", "interval_begin", "day"})
    if (std::any_of(view.columns.begin(), view.columns.end(),
                    [&](const auto& c) { return c.name == column; })) {
      table.dating = Dating::by_column;
      table.day_column = column;
      return table;
    }
  table.dating = Dating::by_conversation;
  return table;
}

std::vector<ExportTable> all_tables() {
  std::vector<ExportTable> all;
  for (const auto& schema : warehouse::tables())
    if (schema.kind == TableKind::record || schema.kind == TableKind::dimension)
      all.push_back(export_of(schema));
  for (const auto& view : warehouse::views()) all.push_back(export_of(view));
  return all;
}

Error unknown_table(const std::string& name) {
  std::vector<std::string> names;
  for (const ExportTable& table : export_tables()) names.emplace_back(table.name);
  const auto near = nearest(name, names);
  return usage_error(fmt::format("--table: there is no table '{}' to export", name),
                     near ? fmt::format("did you mean: --table {}", *near)
                          : fmt::format("there are {}", fmt::join(names, ", ")));
}

}  // namespace

const std::vector<ExportTable>& export_tables() {
  static const std::vector<ExportTable> all = all_tables();
  return all;
}

Result<std::vector<ExportTable>> chosen_tables(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (std::none_of(export_tables().begin(), export_tables().end(),
                     [&](const ExportTable& table) { return table.name == name; }))
      return unknown_table(name);
  std::vector<ExportTable> chosen;
  for (const ExportTable& table : export_tables())
    if (names.empty() || std::find(names.begin(), names.end(), table.name) != names.end())
      chosen.push_back(table);
  return chosen;
}

}  // namespace nowthen::cli

#include "extract/table_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nowthen::extract {
namespace {

using warehouse::Connection;
using warehouse::Outcome;
using warehouse::TableSchema;

constexpr int most_examples = 5;

/// All columns but those that others than the archive decide about.
std::string compared_columns(const TableSchema& schema) {
  std::string columns;
  for (const auto& column : schema.columns)
    if (column.name != "settled_at" && column.name != "understood_at" &&
        (column.name != "run_id" || schema.id == warehouse::TableId::run))
      columns += (columns.empty() ? "" : ", ") + std::string(column.name);
  return columns;
}

bool names_conversations(const TableSchema& schema) {
  return std::any_of(schema.columns.begin(), schema.columns.end(),
                     [](const auto& column) { return column.name == "conversation_id"; });
}

/// Rows that are more often in one of the two, and how much more often in ours. Rows are grouped, for taking
/// the one from the other with EXCEPT ALL sorts both by all of their columns, each way.
std::string differing_rows(const TableSchema& schema, const std::string& kept, const std::string& where) {
  const std::string columns = compared_columns(schema);
  return fmt::format(
      "SELECT {0}, sum(of_ours) AS surplus FROM (SELECT {0}, 1 AS of_ours FROM {1}{3} "
      "UNION ALL SELECT {0}, -1 FROM {2}.{1}{3}) GROUP BY ALL HAVING surplus <> 0",
      columns, schema.name, kept, where);
}

Outcome<bool> has_rows(Connection& connection, const TableSchema& schema, const std::string& kept) {
  const auto found = connection.value<bool>(
      fmt::format("SELECT EXISTS (FROM {0}) OR EXISTS (FROM {1}.{0})", schema.name, kept));
  if (!found) return found.error();
  return found->value_or(false);
}

Outcome<void> count(Connection& connection, const std::string& rows, TableDifference& difference,
                    const std::stop_token& stop) {
  auto found =
      connection.query(fmt::format("SELECT coalesce(sum(surplus) FILTER (surplus > 0), 0)::BIGINT, "
                                   "coalesce(-sum(surplus) FILTER (surplus < 0), 0)::BIGINT FROM ({})",
                                   rows),
                       {}, stop);
  if (!found) return found.error();
  if (auto more = found->next(); !more) return more.error();
  difference.missing = found->get<std::int64_t>(0).value_or(0);
  difference.strange = found->get<std::int64_t>(1).value_or(0);
  return boost::system::in_place_value;
}

Outcome<void> name_some(Connection& connection, const std::string& rows, TableDifference& difference,
                        const std::stop_token& stop) {
  auto found = connection.query(
      fmt::format(
          "SELECT DISTINCT conversation_id FROM ({}) WHERE conversation_id IS NOT NULL ORDER BY 1 LIMIT {}",
          rows, most_examples),
      {}, stop);
  if (!found) return found.error();
  for (;;) {
    auto more = found->next();
    if (!more) return more.error();
    if (!*more) return boost::system::in_place_value;
    difference.examples.push_back(found->get<std::string>(0).value_or(""));
  }
}

}  // namespace

Outcome<TableDifference> compare_table(Connection& connection, const TableSchema& schema,
                                       const std::string& kept, const std::string& where,
                                       const std::stop_token& stop) {
  TableDifference difference{.table = std::string(schema.name)};
  const auto any = has_rows(connection, schema, kept);
  if (!any) return any.error();
  if (!*any) return difference;
  const std::string rows = differing_rows(schema, kept, where);
  if (auto counted = count(connection, rows, difference, stop); !counted) return counted.error();
  const bool differs = difference.missing + difference.strange > 0;
  if (differs && names_conversations(schema))
    if (auto named = name_some(connection, rows, difference, stop); !named) return named.error();
  return difference;
}

}  // namespace nowthen::extract

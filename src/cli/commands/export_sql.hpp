#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/export_tables.hpp"

namespace nowthen::cli {

enum class ExportFormat : std::uint8_t { parquet, csv, ndjson };

/// How values are written.
struct ExportForm {
  ExportFormat format = ExportFormat::parquet;
  bool spreadsheet_safe = false;  ///< CSV: no cell becomes a formula.
};

/// Local days, `2026-11-20`, the second not included; empty: without a bound.
struct DayRange {
  std::string from;
  std::string to;

  bool is_bounded() const noexcept { return !from.empty() || !to.empty(); }
  /// Whether a day lies in it. A row without a day lies only where there is no bound.
  bool holds(const std::optional<std::string>& day) const;
};

// Statements in DuckDB's SQL for one table, in the order in which they are run. Days are those of the
// session's time zone.

/// Makes the rows with their `export_day` known by a name of this session. A view is worked out once for all
/// days; a table is only named.
std::string name_rows_sql(const ExportTable& table);

/// Day, number of rows and two numbers that change with their content, for each day of `range`.
std::string states_sql(const ExportTable& table, const DayRange& range);

/// Puts the rows of these days side by side, in order, so that each can be written without reading all.
std::string stage_sql(const ExportTable& table, const std::vector<std::optional<std::string>>& days);

/// Writes the staged rows of one day to a file.
std::string copy_sql(const ExportTable& table, const std::optional<std::string>& day, const ExportForm& form,
                     const std::string& path);

/// Forgets what the first and the third statement made.
std::string forget_sql(const ExportTable& table);

}  // namespace nowthen::cli

#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "warehouse/schema/column.hpp"

namespace nowthen::cli {

/// What the day of a row is.
enum class Dating : std::uint8_t {
  by_column,        ///< That of the instant or day in `ExportTable::day_column`.
  by_conversation,  ///< That of its conversation's start.
  undated,          ///< It has none: all rows are one file.
};

/// A table or view as it is exported.
struct ExportTable {
  std::string_view name;
  bool is_view = false;
  Dating dating = Dating::undated;
  std::string_view day_column;
  std::span<const warehouse::Column> columns;
  std::size_t key_count = 0;  ///< Rows are in the order of so many columns from the first.
};

/// All that can be exported: the parts of records, the names, then the views.
const std::vector<ExportTable>& export_tables();

/// Those of these names, in the order above; all where there are none. Fails with a usage error that names
/// the nearest.
Result<std::vector<ExportTable>> chosen_tables(const std::vector<std::string>& names);

}  // namespace nowthen::cli

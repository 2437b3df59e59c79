#pragma once
#include <optional>
#include <string_view>

#include "warehouse/duckdb/failure.hpp"

namespace nowthen::warehouse {

/// The place that DuckDB marks with a caret in the excerpt at the end of its messages:
///
///     LINE 2:   2 frm x y z
///                     ^
///
/// A long line is shown in part, after `...`; then the excerpt is looked for in `sql`. Nothing where there is
/// no excerpt, or the part shown is not found exactly once.
std::optional<SqlPosition> position_in(std::string_view message, std::string_view sql);

}  // namespace nowthen::warehouse

#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "warehouse/schema/column.hpp"

namespace nowthen::warehouse {

/// In time is what was answered within this, where the queue's own target is not known.
inline constexpr std::int64_t default_service_ms = 20'000;

/// A query under a name. All texts live for ever.
struct View {
  std::string_view name;
  std::string_view about;  ///< What one row is; a phrase.
  std::span<const Column> columns;
  std::string_view sql;  ///< The query, in DuckDB's SQL. Its columns are `columns`, in their order.
};

/// All views, each after those it uses. Days and half hours are those of the session's time zone
/// (`SET TimeZone`).
std::span<const View> views();

}  // namespace nowthen::warehouse

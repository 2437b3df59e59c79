#pragma once
#include <cstdint>
#include <string_view>

namespace nowthen::warehouse {

/// What a column holds.
enum class ColumnType : std::uint8_t {
  text,
  bigint,
  real,
  boolean,
  timestamp,  ///< An instant; milliseconds are all it knows.
  date,       ///< A day; in views only.
  text_list,
  bigint_list,
  json,  ///< JSON as text.
};

/// The type's name in DuckDB's SQL. Lives for ever.
constexpr std::string_view sql_type(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::bigint: return "BIGINT";
    case ColumnType::real: return "DOUBLE";
    case ColumnType::boolean: return "BOOLEAN";
    case ColumnType::timestamp: return "TIMESTAMPTZ";
    case ColumnType::date: return "DATE";
    case ColumnType::text_list: return "VARCHAR[]";
    case ColumnType::bigint_list: return "BIGINT[]";
    case ColumnType::text:
    case ColumnType::json: break;
  }
  return "VARCHAR";
}

/// A column of a table or a view, declared once: statements, documentation and rows follow from it.
struct Column {
  std::string_view name;  ///< Snake case.
  ColumnType type = ColumnType::text;
  std::string_view about;  ///< What it means; a phrase.
  std::string_view unit;   ///< Such as `ms`; empty where there is none.
};

}  // namespace nowthen::warehouse

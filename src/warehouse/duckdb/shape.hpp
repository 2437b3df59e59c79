#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace nowthen::warehouse {

/// What a statement is, as far as whoever runs it for somebody has to tell.
enum class StatementClass : std::uint8_t {
  select,   ///< Gives rows and changes nothing: SELECT, FROM, VALUES, SHOW, DESCRIBE, SUMMARIZE.
  explain,  ///< EXPLAIN: two columns of text. What it explains may be anything; ANALYZE runs it.
  other,    ///< Everything else.
};

/// What the values of a column are, as far as they are written differently.
enum class ValueClass : std::uint8_t {
  boolean,
  integer,  ///< Whole numbers of at most 64 bits with a sign.
  real,     ///< DOUBLE.
  exact,    ///< Other numbers, whose digits only text keeps: DECIMAL, HUGEINT, UBIGINT, FLOAT.
  instant,  ///< TIMESTAMPTZ.
  text,     ///< VARCHAR.
  json,     ///< Text known to be JSON.
  nested,   ///< Lists, arrays, structs, maps, unions.
  other,    ///< DATE, TIME, INTERVAL, UUID, BLOB, ENUM and whatever there is besides.
};

struct ShapeColumn {
  std::string name;
  ValueClass values = ValueClass::other;
  bool operator==(const ShapeColumn&) const = default;
};

/// What a statement is and gives, known before it is run.
struct Shape {
  StatementClass statement = StatementClass::other;
  std::vector<ShapeColumn> columns;
  std::vector<std::string> types;  ///< Of each column, as DuckDB names it: `DECIMAL(18,3)`, `VARCHAR[]`.
};

}  // namespace nowthen::warehouse

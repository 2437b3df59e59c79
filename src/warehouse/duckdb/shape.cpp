#include "warehouse/duckdb/shape.hpp"

#include "warehouse/duckdb/prepared.hpp"
#include "warehouse/duckdb/type_name.hpp"

namespace nowthen::warehouse {
namespace {

StatementClass class_of(duckdb_statement_type type) noexcept {
  switch (type) {
    case DUCKDB_STATEMENT_TYPE_SELECT: return StatementClass::select;
    case DUCKDB_STATEMENT_TYPE_EXPLAIN: return StatementClass::explain;
    default: return StatementClass::other;
  }
}

ValueClass class_of(duckdb_type type) noexcept {
  switch (type) {
    case DUCKDB_TYPE_BOOLEAN: return ValueClass::boolean;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER: return ValueClass::integer;
    case DUCKDB_TYPE_DOUBLE: return ValueClass::real;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DECIMAL:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT: return ValueClass::exact;
    case DUCKDB_TYPE_TIMESTAMP_TZ: return ValueClass::instant;
    case DUCKDB_TYPE_SQLNULL:
    case DUCKDB_TYPE_VARCHAR: return ValueClass::text;
    case DUCKDB_TYPE_LIST:
    case DUCKDB_TYPE_ARRAY:
    case DUCKDB_TYPE_STRUCT:
    case DUCKDB_TYPE_MAP:
    case DUCKDB_TYPE_UNION: return ValueClass::nested;
    default: return ValueClass::other;
  }
}

ValueClass values_of(const Prepared& prepared, idx_t column) {
  const Functions& call = prepared.connection()->call;
  const ValueClass by_type = class_of(call.prepared_statement_column_type(prepared.get(), column));
  if (by_type != ValueClass::text) return by_type;
  const LogicalType type(call, call.prepared_statement_column_logical_type(prepared.get(), column));
  const std::string alias = taken(call, call.logical_type_get_alias(type.get()));
  return alias == "JSON" ? ValueClass::json : ValueClass::text;
}

}  // namespace

Shape shape_of(const Prepared& prepared) {
  const Functions& call = prepared.connection()->call;
  Shape shape{
      .statement = class_of(call.prepared_statement_type(prepared.get())), .columns = {}, .types = {}};
  const idx_t count = call.prepared_statement_column_count(prepared.get());
  for (idx_t i = 0; i < count; ++i) {
    shape.columns.push_back({.name = taken(call, call.prepared_statement_column_name(prepared.get(), i)),
                             .values = values_of(prepared, i)});
    shape.types.push_back(
        type_name(LogicalType(call, call.prepared_statement_column_logical_type(prepared.get(), i))));
  }
  return shape;
}

}  // namespace nowthen::warehouse

#include "warehouse/duckdb/type_name.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace nowthen::warehouse {
namespace {

struct Named {
  duckdb_type type;
  std::string_view name;
};

constexpr std::array names{Named{DUCKDB_TYPE_BOOLEAN, "BOOLEAN"},
                           Named{DUCKDB_TYPE_TINYINT, "TINYINT"},
                           Named{DUCKDB_TYPE_SMALLINT, "SMALLINT"},
                           Named{DUCKDB_TYPE_INTEGER, "INTEGER"},
                           Named{DUCKDB_TYPE_BIGINT, "BIGINT"},
                           Named{DUCKDB_TYPE_UTINYINT, "UTINYINT"},
                           Named{DUCKDB_TYPE_USMALLINT, "USMALLINT"},
                           Named{DUCKDB_TYPE_UINTEGER, "UINTEGER"},
                           Named{DUCKDB_TYPE_UBIGINT, "UBIGINT"},
                           Named{DUCKDB_TYPE_HUGEINT, "HUGEINT"},
                           Named{DUCKDB_TYPE_UHUGEINT, "UHUGEINT"},
                           Named{DUCKDB_TYPE_FLOAT, "FLOAT"},
                           Named{DUCKDB_TYPE_DOUBLE, "DOUBLE"},
                           Named{DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP"},
                           Named{DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP_S"},
                           Named{DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP_MS"},
                           Named{DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP_NS"},
                           Named{DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE"},
                           Named{DUCKDB_TYPE_DATE, "DATE"},
                           Named{DUCKDB_TYPE_TIME, "TIME"},
                           Named{DUCKDB_TYPE_TIME_TZ, "TIME WITH TIME ZONE"},
                           Named{DUCKDB_TYPE_INTERVAL, "INTERVAL"},
                           Named{DUCKDB_TYPE_VARCHAR, "VARCHAR"},
                           Named{DUCKDB_TYPE_BLOB, "BLOB"},
                           Named{DUCKDB_TYPE_BIT, "BIT"},
                           Named{DUCKDB_TYPE_UUID, "UUID"},
                           Named{DUCKDB_TYPE_ENUM, "ENUM"},
                           Named{DUCKDB_TYPE_UNION, "UNION"},
                           Named{DUCKDB_TYPE_SQLNULL, "NULL"}};

std::string struct_name(const LogicalType& type) {
  const Functions& call = type.call();
  std::string members;
  const idx_t count = call.struct_type_child_count(type.get());
  for (idx_t i = 0; i < count; ++i)
    members +=
        fmt::format("{}{} {}", i == 0 ? "" : ", ", taken(call, call.struct_type_child_name(type.get(), i)),
                    type_name(LogicalType(call, call.struct_type_child_type(type.get(), i))));
  return fmt::format("STRUCT({})", members);
}

}  // namespace

std::string type_name(const LogicalType& type) {
  const Functions& call = type.call();
  if (type.get() == nullptr) return "UNKNOWN";
  if (std::string alias = taken(call, call.logical_type_get_alias(type.get())); !alias.empty()) return alias;
  const duckdb_type id = call.get_type_id(type.get());
  switch (id) {
    case DUCKDB_TYPE_DECIMAL:
      return fmt::format("DECIMAL({},{})", call.decimal_width(type.get()), call.decimal_scale(type.get()));
    case DUCKDB_TYPE_LIST: return type_name(LogicalType(call, call.list_type_child_type(type.get()))) + "[]";
    case DUCKDB_TYPE_ARRAY:
      return fmt::format("{}[{}]", type_name(LogicalType(call, call.array_type_child_type(type.get()))),
                         call.array_type_array_size(type.get()));
    case DUCKDB_TYPE_MAP:
      return fmt::format("MAP({}, {})", type_name(LogicalType(call, call.map_type_key_type(type.get()))),
                         type_name(LogicalType(call, call.map_type_value_type(type.get()))));
    case DUCKDB_TYPE_STRUCT: return struct_name(type);
    default: break;
  }
  for (const Named& each : names)
    if (each.type == id) return std::string(each.name);
  return "UNKNOWN";
}

}  // namespace nowthen::warehouse

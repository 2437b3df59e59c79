#include "warehouse/schema/table.hpp"

#include <algorithm>
#include <array>

#include "warehouse/schema/record_schemas.hpp"

namespace nowthen::warehouse {
namespace {

std::array<TableSchema, table_count> collect() {
  std::array<TableSchema, table_count> all{};
  for (const auto part : {record_schemas(), bookkeeping_schemas()})
    for (const TableSchema& schema : part) all.at(static_cast<std::size_t>(schema.id)) = schema;
  return all;
}

}  // namespace

std::span<const TableSchema, table_count> tables() {
  static const std::array<TableSchema, table_count> all = collect();
  return all;
}

}  // namespace nowthen::warehouse

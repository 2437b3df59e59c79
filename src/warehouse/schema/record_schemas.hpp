#pragma once
#include <span>

#include "warehouse/schema/table.hpp"

namespace nowthen::warehouse {

/// The tables of a record's parts, made from the declarations that rows are written by.
std::span<const TableSchema> record_schemas();

/// The others, which are only data: readings and revisions, the ledger, the live feed, names, meta.
std::span<const TableSchema> bookkeeping_schemas();

}  // namespace nowthen::warehouse

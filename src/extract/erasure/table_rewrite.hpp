#pragma once
#include <cstdint>
#include <memory>
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "archive/disk.hpp"
#include "archive/page.hpp"
#include "extract/data_folder.hpp"
#include "extract/erasure/erasure_scan.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// Copies all tables into a new file beside, without what is erased: DuckDB leaves deleted text in its file.
/// Gives how many rows were left out.
/// @param records  of the archive, that are erased: `set_aside` lists some of them
Result<std::int64_t> copy_tables(warehouse::Warehouse& tables, const warehouse::Library& library,
                                 const DataFolder& folder, const IsErased& is_erased,
                                 const std::vector<archive::Position>& records);

/// Puts the new file in place of the old one, which nobody may have open, and removes every other file that
/// may hold text of the tables: logs, corrupt files set aside, what queries spilled. Gives the names of what
/// was removed besides the old file. Safe at any moment: the old file or the new one is whole. Fails with
/// `local`.
Result<std::vector<std::string>> swap_tables(const DataFolder& folder, archive::Disk& disk);

}  // namespace nowthen::extract

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
#include "extract/tables_file.hpp"
#include "warehouse/rewrite.hpp"

namespace nowthen::extract {

/// What is not to be in the tables any more: DuckDB leaves deleted text in its file, so they are copied
/// without it.
struct ErasedRows {
  std::vector<std::string> conversations;
  std::vector<std::int64_t> incidents;     ///< Those that name one of them.
  std::vector<archive::Position> records;  ///< Of the archive: `set_aside` lists some of them.
};

/// The copy of the tables without that: incidents stay, and say no more what they concerned.
warehouse::CopyChanges without(ErasedRows erased);

/// How many files beside the tables `swap_tables` will remove.
std::int64_t count_leftovers(const TablesFile& tables, const DataFolder& folder);

/// Puts the new file in place of the old one, which nobody may have open, and removes every other file that
/// may hold text of the tables: logs, corrupt files set aside, what queries spilled. Gives the names of what
/// was removed besides the old file. Safe at any moment: the old file or the new one is whole. Fails with
/// `local`.
Result<std::vector<std::string>> swap_tables(const TablesFile& tables, const DataFolder& folder,
                                             archive::Disk& disk);

}  // namespace nowthen::extract

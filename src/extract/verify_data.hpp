#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "archive/verify.hpp"
#include "extract/data_folder.hpp"
#include "extract/ledger_proof.hpp"
#include "extract/retention.hpp"
#include "extract/table_comparison.hpp"
#include "warehouse/duckdb/library.hpp"

namespace nowthen::extract {

/// What checking came to.
struct DataVerification {
  archive::Verification archive;
  std::vector<TableDifference> differences;  ///< Of tables that differ.
  std::vector<std::string> definitions;      ///< Tables and views that are not as this program makes them.
  std::string tables_unreadable;             ///< Why the tables could not be compared; empty: they could.
  std::int64_t pages_not_merged = 0;  ///< Pages of the archive that the tables do not have yet. No damage.
  std::int64_t unreadable = 0;        ///< Records that are erased or damaged.
  Retention forgotten;                ///< What the tables were to forget, the latest instants of it.
  LedgerVerification ledger;          ///< What the days of the ledger rest on.
  std::int64_t unprovable = 0;  ///< Conversations that rest on pruned segments: not compared. No damage.

  bool sound() const noexcept {
    return archive.sound() && differences.empty() && definitions.empty() && tables_unreadable.empty() &&
           ledger.findings.empty();
  }
};

/// How far checking is.
struct VerifyProgress {
  std::int64_t pages = 0;     ///< Of the archive, read into the tables beside.
  std::int64_t of_pages = 0;  ///< So many of it the tables have.
  std::string_view table;     ///< The one that is being compared; empty: none yet.
};

struct VerifyDataOptions {
  std::function<void(const VerifyProgress&)> on_progress;  ///< May be empty.
  /// Whether another process has the tables open: then they are copied first, beside the data.
  bool copies_tables = false;
  std::string memory_limit = "512MB";  ///< Of DuckDB's own; what does not fit is spilled beside the data.
  int threads = 0;                     ///< 0: as many as there are processors.
};

/// Holds the archive against its hashes, and the tables against the archive: everything is read again into
/// tables beside, and these are compared row by row. What the ledger claims is held against the pages it
/// names.
///
/// Reads alone, but for a file of its own beside the data while it works, as large as the tables. Nobody may
/// change anything meanwhile. Blocks as long as that takes. Fails with `local`, for want of memory or room on
/// the disk too, and `cancelled`; damage is no failure.
Result<DataVerification> verify_data(const DataFolder& folder, const warehouse::Library& library,
                                     const VerifyDataOptions& options, const std::stop_token& stop);

}  // namespace nowthen::extract

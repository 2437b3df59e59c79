#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "archive/prune_trace.hpp"
#include "extract/ledger_check.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// What holding the ledger against the archive came to.
struct LedgerVerification {
  std::int64_t readings = 0;  ///< Those of whole days that ended.
  std::int64_t sound_readings = 0;
  std::int64_t pruned_readings = 0;  ///< Their pages were dropped: nothing can be said. No damage.
  std::int64_t unknown_ids = 0;      ///< Ids of erased records, which cannot be computed again. No damage.
  std::int64_t proven_days = 0;      ///< Complete or better, by a sound reading.
  std::vector<LedgerFinding> findings;
};

/// Reads the pages that the readings of the ledger name, and holds these against them, then each window's
/// state against its readings.
/// @param schema          whose tables `ledger_window` and `ledger_reading` are
/// @param archive_folder  read alone
/// @param pruned          what the archive says was dropped
/// Blocks. In memory are the ids of the readings whose pages are being read. Fails with `local` and
/// `cancelled`.
Result<LedgerVerification> prove_ledger(warehouse::Connection& connection, const std::string& schema,
                                        const std::string& archive_folder,
                                        const std::optional<archive::PruneTrace>& pruned,
                                        const std::stop_token& stop);

}  // namespace nowthen::extract

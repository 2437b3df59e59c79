#pragma once
#include <cstdint>
#include <map>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>

#include "extract/data_set.hpp"
#include "extract/retention.hpp"

namespace nowthen::extract {

/// What is too old to be kept.
struct PruneRequest {
  Retention tables;
  std::optional<Instant> archive;  ///< Segments of which nothing came later than that.
};

/// What pruning does, or would.
struct PruneReport {
  std::map<std::string, std::int64_t> rows;  ///< By table; tables without any are left out.
  std::uint32_t segments = 0;                ///< Of the archive.
  std::uint64_t segment_bytes = 0;
  std::uint64_t tables_before = 0;  ///< Size of the tables' file.
  std::uint64_t tables_after = 0;   ///< The same afterwards; 0: nothing was done.
  std::string not_rewritten;        ///< Why the file could not be written anew; empty: it was, or need not.

  bool is_nothing() const noexcept { return rows.empty() && segments == 0; }
};

/// What `prune` would do. Changes nothing. Blocks while it reads the heads of the archive's pages. Fails with
/// `local` and `cancelled`.
Result<PruneReport> plan_prune(const DataFolder& folder, warehouse::Connection& connection,
                               const PruneRequest& request, const std::stop_token& stop);

/// Lets the tables forget, drops segments, and writes the tables' file anew where rows went. Interrupted
/// anywhere, it can be run again; what remains is sound, but for segments said to be dropped and still there.
/// @param now  kept as the instant at which it was done
Result<PruneReport> prune(DataSet& data, const PruneRequest& request, Instant now,
                          const std::stop_token& stop);

}  // namespace nowthen::extract

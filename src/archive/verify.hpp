#pragma once
#include <cstdint>
#include <map>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "archive/finding.hpp"
#include "archive/page.hpp"
#include "archive/prune_trace.hpp"

namespace nowthen::archive {

/// What an archive holds.
struct Statistics {
  std::uint64_t segments = 0;
  std::uint64_t pages = 0;
  std::uint64_t records = 0;         ///< Erased ones included.
  std::uint64_t erased_records = 0;  ///< Known only where every record was read.
  std::uint64_t plain_bytes = 0;     ///< Of the records as they were, erased ones included.
  std::uint64_t stored_bytes = 0;    ///< Of the pages on the disk.
  std::map<PageKind, std::uint64_t> pages_by_kind;
};

struct VerifyOptions {
  std::optional<Head> expected;  ///< The archive is known to have had this page: it must still be there.
  bool read_records = true;      ///< False: heads and their order alone, which costs little.
};

struct Verification {
  Statistics statistics;
  Head head;                         ///< The last page.
  std::optional<PruneTrace> pruned;  ///< What it says was dropped; nothing: it is whole.
  std::vector<Finding> findings;     ///< In order; at most `Reader::max_findings`.
  std::uint64_t finding_count = 0;   ///< How many there were.
  std::uint64_t damage_count = 0;    ///< How many of those are damage.

  bool sound() const noexcept { return damage_count == 0; }
};

/// Reads a whole archive and holds it against its hashes: each record against its page, each page against the
/// one before, the first against what was pruned, the last against `expected`. Damage is a finding, not an
/// error. Fails with `cancelled`, and with `local` where the folder cannot be listed or a segment is of a
/// newer layout.
///
/// Without `expected`, pages missing at the very end cannot be noticed: nothing behind them names them.
Result<Verification> verify(const std::string& folder, const VerifyOptions& options = {},
                            const std::stop_token& stop = {});

}  // namespace nowthen::archive

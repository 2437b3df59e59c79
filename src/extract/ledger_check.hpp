#pragma once
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>
#include <vector>

#include "archive/page.hpp"
#include "extract/ledger_entry.hpp"

namespace nowthen::extract {

/// Something in the ledger that does not rest on what it says it rests on.
struct LedgerFinding {
  Interval window;
  std::int64_t reading_number = 0;  ///< Of the window; 0: it is about the window's state.
  std::string cause;

  bool operator==(const LedgerFinding&) const = default;
};

/// What the archive has of a page that a reading names.
struct EvidencePage {
  std::uint64_t sequence = 0;
  archive::PageKind kind = archive::PageKind::job;
  std::optional<Interval> window;
  std::string note;
};

/// What the archive has of a reading.
struct ReadingEvidence {
  std::vector<std::optional<EvidencePage>> pages;  ///< In the reading's order; nothing: it is not there.
  std::int64_t distinct_ids = 0;                   ///< Of its records that can be read.
  std::string ids_hash;                            ///< Of these.
  std::int64_t lost_records = 0;     ///< Erased, or set aside before they were on the page: ids not known.
  bool may_lack_suppressed = false;  ///< Something was erased before: of that nothing was kept.
  bool may_be_pruned = false;        ///< The archive was pruned after the reading.
};

/// What can be said of a reading by its evidence.
struct ReadingVerdict {
  std::vector<std::string> faults;
  std::int64_t unknown_ids = 0;  ///< Ids that it had, and whose records are erased: not a fault.
  bool is_pruned = false;        ///< Its pages are gone: nothing can be said.
};

/// Holds a reading that ended against its evidence. Pure.
ReadingVerdict judge(const LedgerReading& reading, const ReadingEvidence& evidence);

/// Windows whose state no reading reaches. Pure.
/// @param sound  readings without a fault
std::vector<LedgerFinding> unfounded(const std::vector<LedgerWindow>& windows,
                                     const std::vector<LedgerReading>& sound);

}  // namespace nowthen::extract

#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "archive/disk.hpp"
#include "archive/page.hpp"
#include "core/digest.hpp"

namespace nowthen::extract {

/// An erasure that has begun and must come to its end, whatever happens. Names nobody: conversations by keyed
/// hashes, records by their places.
struct ErasureJournal {
  std::set<Sha256> conversations;
  std::vector<archive::Position> records;
  std::int64_t in_tables = 0;      ///< Conversations that the tables had.
  std::uint64_t unreadable = 0;    ///< As `ArchivedTraces` has it.
  bool only_exports_left = false;  ///< The data folder is done, but for the outbox.
  std::int64_t rows = 0;           ///< Left out of the tables. Known before they are replaced.
  std::int64_t removed_files = 0;  ///< Beside the tables. Known before the first is removed.

  bool operator==(const ErasureJournal&) const = default;
};

/// The journal as text, and back; nothing where it is none.
std::string journal_text(const ErasureJournal& journal);
std::optional<ErasureJournal> parse_journal(std::string_view text);

/// Keeps it in file `erasing` of the data folder, on the disk when this has succeeded.
Result<void> keep_journal(const std::string& folder, const ErasureJournal& journal, archive::Disk& disk);

/// The erasure that was begun and not ended; nothing where there is none. Fails with `local`.
Result<std::optional<ErasureJournal>> kept_journal(const std::string& folder);

/// It has come to its end.
Result<void> forget_journal(const std::string& folder, archive::Disk& disk);

}  // namespace nowthen::extract

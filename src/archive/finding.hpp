#pragma once
#include <cstdint>
#include <string>

namespace nowthen::archive {

/// What is not as it should be in an archive, or worth knowing about it.
enum class FindingKind {
  header_damaged,      ///< A segment's first bytes are not what was written. Its pages may still be sound.
  segment_unreadable,  ///< Nothing of a segment can be read.
  segment_misplaced,   ///< A segment says that it is another one.
  segment_missing,
  page_damaged,  ///< Bytes where a page should be are none.
  torn_end,  ///< The last page is incomplete, as a writer that was killed leaves it: cut when the archive is
             ///< next opened for writing. No damage: had anything been concluded from it, `end_missing` would
             ///< tell.
  pages_missing,  ///< The numbers of the pages have a hole that no damage explains.
  chain_broken,   ///< A page does not name the hash of the page before it.
  record_damaged,
  erasure_unfinished,  ///< A record's salt is gone, but not all of its bytes: erase it again.
  end_missing,         ///< The archive ends before, or otherwise than, it is known to have ended.
  prune_unfinished,    ///< A segment is there that is said to be dropped: prune again.
  set_aside,           ///< Bytes that were cut off a torn end are kept in a file. No damage.
  foreign_file,        ///< A file that is not ours. No damage.
};

/// The name of `kind` as it appears in JSON, such as `page_damaged`.
const char* to_string(FindingKind kind) noexcept;

/// Whether it says that something is lost or wrong, rather than worth knowing.
bool is_damage(FindingKind kind) noexcept;

/// One thing that was found, and where.
struct Finding {
  FindingKind kind{};
  std::uint32_t segment = 0;  ///< 0: the archive as a whole.
  std::uint64_t offset = 0;   ///< In bytes from the segment's begin.
  std::string cause;          ///< For people, in one line.
};

/// `segment 3, offset 4096: page_damaged: a page's head is not what its hash says`.
std::string to_text(const Finding& finding);

}  // namespace nowthen::archive

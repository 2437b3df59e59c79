#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "archive/segment.hpp"

namespace nowthen::archive {

/// A page, or a gap between pages, that no sync is known to have brought to the disk.
struct TailPart {
  std::uint64_t offset = 0;
  std::uint64_t number = 0;       ///< The page's; of a gap, that of the last page it may hold.
  std::optional<FoundPage> page;  ///< Nothing for a gap.
  std::string flaw;               ///< Empty where every record is as it was written, or erased.
};

/// The end of a segment.
struct Tail {
  std::optional<Head> before;   ///< The page before the first part; nothing where that is not known.
  std::vector<TailPart> parts;  ///< In order; what is before them was synced. The last page is among them.
};

/// Reads the heads of `segment`, which has a marker, and the records of those pages alone that may not have
/// reached the disk.
Tail read_tail(const Segment& segment);

/// The last page before `parts[end]`.
std::optional<Head> last_page(const Tail& tail, std::size_t end);

/// The first of `parts` that is to be cut, with all behind it; `parts.size()` for none. A part is cut that
/// has a flaw and no sound page behind it. Where it is known which page was the last that anything was
/// concluded from, everything from the first flaw behind that page on is cut instead.
std::size_t first_to_cut(const std::vector<TailPart>& parts, const std::optional<Head>& concluded);

}  // namespace nowthen::archive

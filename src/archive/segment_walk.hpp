#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "archive/byte_source.hpp"
#include "archive/page_head.hpp"

namespace nowthen::archive {

/// A page whose head is sound: what it says of its records is what was written. The records have not been
/// read.
struct FoundPage {
  std::uint64_t offset = 0;  ///< From the segment's begin.
  PageHead head;
  Sha256 hash{};
};

/// Why there is no page at a place.
struct Flaw {
  std::string cause;
  bool cut_short = false;  ///< The bytes end before the page does: nothing speaks against a torn write.
};

/// The page that begins at `offset`.
std::variant<FoundPage, Flaw> page_at(const ByteSource& source, const Marker& marker, std::uint64_t offset);

/// Bytes between pages, or behind the last, that are no page.
struct Gap {
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
  Flaw flaw;
};

/// Goes through the pages of one segment and finds the next one behind damage. Holds one head at a time.
class SegmentWalk {
 public:
  /// `source` must outlive the walk. The walk begins behind the segment's header.
  SegmentWalk(const ByteSource& source, const Marker& marker);

  /// A page, what lay before it that is none, or both; neither at the end.
  struct Step {
    std::optional<Gap> gap;
    std::optional<FoundPage> page;
  };

  /// Fails with `cancelled` alone: what cannot be read is a gap.
  Result<Step> next(const std::stop_token& stop);

 private:
  Result<Step> search(Flaw flaw, const std::stop_token& stop);
  void pass(const FoundPage& page);

  const ByteSource& source_;
  Marker marker_;
  std::uint64_t offset_;  ///< Where the next page should begin.
  std::uint64_t behind_;  ///< No page begins before here.
};

/// The error of what was stopped.
Error stopped();

}  // namespace nowthen::archive

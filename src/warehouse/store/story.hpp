#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "warehouse/schema/record_meta.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::warehouse {

/// A reading that is known, and where to find what it says.
struct KnownReading {
  ReadingKey key;
  ArchivePlace place;
  std::optional<std::size_t>
      in_batch;  ///< Its place among the readings being merged; nothing: merged before.
};

/// One revision: from which reading to which.
struct RevisionStep {
  std::size_t reading = 0;            ///< The first that showed it.
  std::optional<std::size_t> before;  ///< The one that showed the content before; nothing for the first.
  bool content_changed = true;        ///< False: only its attributes did.
  std::optional<std::size_t>
      attributes_before;        ///< The one that carried the attributes before; nothing: none did.
  std::string attributes_hash;  ///< In force, from whichever reading carried them last.
};

/// What all readings of one conversation come to, whatever the order in which they arrived. Indices are into
/// the readings it was told by.
struct Story {
  std::optional<std::size_t> winner;  ///< The latest with content; nothing: there are only deletions.
  std::optional<std::size_t> attributes_from;  ///< The latest with attributes.
  /// The earliest readings with the same content, and the same attributes, as these: what the rows say is
  /// theirs. Readings of equal content may still be spelled differently, and later ones are to change
  /// nothing.
  std::optional<std::size_t> rows_from;
  std::optional<std::size_t> attribute_rows_from;
  std::vector<RevisionStep> revisions;
  RecordMeta meta;
};

/// @param readings  of one conversation, in ascending order of their keys, no two with the same
Story story_of(const std::vector<KnownReading>& readings);

}  // namespace nowthen::warehouse

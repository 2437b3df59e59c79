#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "extract/archived_readings.hpp"
#include "model/record_change.hpp"

namespace nowthen::extract {

/// A revision of a conversation, as far as its bytes are found by.
struct RevisionBytes {
  std::string kind;  ///< As in the table `revision`.
  warehouse::ArchivePlace place;
};

/// What a revision changed.
struct RevisionChanges {
  std::vector<ChangedPlace> places;  ///< Attributes of participants, too, where both readings carried some.
  bool bytes_gone = false;           ///< Its bytes, or those before, are gone from the archive.
};

/// What `revisions[index]` of the conversation changed against the one before. Blocks. Fails with `local`
/// where the archive cannot be read.
Result<RevisionChanges> changes_of(const std::string& conversation_id,
                                   const std::vector<RevisionBytes>& revisions, std::size_t index,
                                   ArchivedReadings& archive);

}  // namespace nowthen::extract

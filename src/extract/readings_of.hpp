#pragma once
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/detail_decoder.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "archive/page.hpp"
#include "extract/tutorial_detail.hpp"
#include "genesys/platform/record_digest.hpp"
#include "warehouse/store/reading.hpp"

namespace nowthen::extract {

/// The surface that pages of this kind come from; nothing for those without conversations.
std::optional<warehouse::Surface> surface_of(archive::PageKind kind) noexcept;

/// What a page's `note` says of how its records are written; empty for the platform's own form.
std::string_view note_of(RecordKind kind) noexcept;
RecordKind kind_noted(std::string_view note) noexcept;

/// A position in the archive as tables have it.
warehouse::ArchivePlace place_of(const archive::Position& position);
archive::Position position_of(const warehouse::ArchivePlace& place);

/// Forgets the bytes of a large record: whoever merges it can get them from the archive, where they are by
/// then.
void drop_large_bytes(warehouse::Reading& reading);

/// Makes readings of a page's records. What comes in and what is read back from the archive goes through
/// here, so the tables are the same either way. Keeps its buffers; not thread-safe.
class ReadingMaker {
 public:
  /// @param header    of the record's page: says when it was true, where it came from, and how it is written
  /// @param position  where its bytes lie
  /// @param decoded   what `DetailDecoder` has made of these bytes, moved from; null: it is still to be done
  /// Fails with `malformed_reply` where the bytes are no record; the message says what is wrong.
  Result<warehouse::Reading> make(const archive::PageHeader& header, const archive::Position& position,
                                  std::string_view bytes, ConversationDetail* decoded = nullptr);

 private:
  Result<ConversationDetail> decode(RecordKind kind, std::string_view bytes);

  DetailDecoder decoder_;
  TutorialDetails tutorial_;
  genesys::platform::CanonicalRecord canonical_;
};

}  // namespace nowthen::extract

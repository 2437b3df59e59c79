#include "extract/readings_of.hpp"

namespace nowthen::extract {
namespace {

using archive::PageKind;
using warehouse::Surface;

}  // namespace

warehouse::ArchivePlace place_of(const archive::Position& position) {
  return {.segment = position.segment,
          .offset = static_cast<std::int64_t>(position.page_offset),
          .record = position.record};
}

archive::Position position_of(const warehouse::ArchivePlace& place) {
  return {.segment = static_cast<std::uint32_t>(place.segment),
          .page_offset = static_cast<std::uint64_t>(place.offset),
          .record = static_cast<std::uint32_t>(place.record)};
}

std::optional<Surface> surface_of(PageKind kind) noexcept {
  switch (kind) {
    case PageKind::sync: return Surface::sync;
    case PageKind::by_id:
    case PageKind::tombstone: return Surface::by_id;
    case PageKind::job: return Surface::job;
    case PageKind::imported: return Surface::imported;
    default: return std::nullopt;  // frames of the live feed are no whole records
  }
}

std::string_view note_of(RecordKind kind) noexcept {
  if (kind == RecordKind::tutorial_group) return "tutorial group";
  return kind == RecordKind::tutorial_entity ? "tutorial entity" : "";
}

RecordKind kind_noted(std::string_view note) noexcept {
  for (const RecordKind kind : {RecordKind::tutorial_group, RecordKind::tutorial_entity})
    if (note.ends_with(note_of(kind))) return kind;
  return RecordKind::platform_record;
}

void drop_large_bytes(warehouse::Reading& reading) {
  constexpr std::size_t large = std::size_t{1} << 20U;
  if (reading.json.size() > large) reading.json = {};
}

Result<ConversationDetail> ReadingMaker::decode(RecordKind kind, std::string_view bytes) {
  return kind == RecordKind::platform_record ? decoder_.decode(bytes) : tutorial_.decode(bytes, kind);
}

/// What a record of the tutorial's live listing says is of what goes on; all else is of its page's surface.
static Surface surface_of(const archive::PageHeader& header) noexcept {
  const bool is_live =
      header.kind == PageKind::sync && kind_noted(header.note) == RecordKind::tutorial_entity;
  return is_live ? Surface::live : surface_of(header.kind).value_or(Surface::imported);
}

Result<warehouse::Reading> ReadingMaker::make(const archive::PageHeader& header,
                                              const archive::Position& position, std::string_view bytes,
                                              ConversationDetail* decoded) {
  warehouse::Reading reading;
  reading.key.surface = surface_of(header);
  reading.key.as_of = header.as_of.value_or(header.received_at.value_or(Instant{}));
  reading.place = place_of(position);
  if (header.kind == PageKind::tombstone) {
    reading.detail.conversation_id = ConversationId(std::string(bytes));
    return reading;
  }
  // First: of a large record it takes several times its size, for a while. Why a record is refused is for the
  // decoder to say.
  const auto digest = canonical_.digest(bytes);
  auto detail = decoded != nullptr ? Result<ConversationDetail>(std::move(*decoded))
                                   : decode(kind_noted(header.note), bytes);
  if (!detail) return detail.error();
  if (!digest) return digest.error();
  reading.key.content_hash = genesys::platform::hex_of(digest->content);
  if (digest->attributes) reading.key.attributes_hash = genesys::platform::hex_of(*digest->attributes);
  reading.key.ended_at = detail->conversation_end;
  reading.detail = *std::move(detail);
  reading.json = bytes;
  return reading;
}

}  // namespace nowthen::extract

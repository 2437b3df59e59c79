#pragma once
#include <compare>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <nowthen/model/conversation_detail.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace nowthen::warehouse {

/// Where a reading came from, in ascending rank: at equal instants the later one wins.
enum class Surface { imported, live, job, sync, by_id };

/// As tables have it, such as `by_id`; `import` for what was imported. Lives for ever.
std::string_view name_of(Surface surface) noexcept;
std::optional<Surface> surface_named(std::string_view name) noexcept;

/// Where a record's bytes lie in the archive.
struct ArchivePlace {
  std::int64_t segment = 0;
  std::int64_t offset = 0;  ///< Of the page, in bytes from the segment's begin.
  std::int64_t record = 0;  ///< Which of the page, from 0.
  auto operator<=>(const ArchivePlace&) const = default;
};

/// A reading of a conversation without what it says. Two with the same instant, surface and hashes are one.
struct ReadingKey {
  Instant as_of;  ///< The instant at which it was true.
  Surface surface{};
  std::optional<Instant>
      ended_at;                 ///< The conversation's end as it says; of equal instants the later one wins.
  std::string content_hash;     ///< Hexadecimal. Empty: the conversation was gone.
  std::string attributes_hash;  ///< Hexadecimal. Empty: it had no attributes.

  /// In the order of history: by instant, surface, end (one that goes on first), then by hashes so that there
  /// is only one order.
  auto operator<=>(const ReadingKey&) const = default;  // NOLINT(modernize-use-nullptr): it finds a 0 in <=>
};

/// One conversation as one reply or file showed it.
struct Reading {
  ReadingKey key;
  ArchivePlace place;
  ConversationDetail detail;  ///< Of a deletion, only its id.
  std::string json;        ///< The record's bytes. Empty for a deletion; or they are asked for when needed.
  bool is_let_go = false;  ///< Of `detail` only the id is left: the rest is asked for when needed.

  bool is_deletion() const noexcept { return key.content_hash.empty(); }
};

/// Forgets what a reading says, most of its memory: whoever merges it can get that from the archive. Of a
/// deletion there is nothing to forget.
void let_go(Reading& reading);

}  // namespace nowthen::warehouse

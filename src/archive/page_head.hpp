#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "archive/page.hpp"

namespace nowthen::archive {

/// Random bytes that every page of one archive begins with, so that a reader finds the next page behind
/// damage and nobody who does not know them can plant a page inside a record.
using Marker = std::array<std::uint8_t, 16>;
using Salt = std::array<std::uint8_t, 16>;
using FrameCheck = std::array<std::uint8_t, 8>;

/// What a page's head holds of one record. It stays when the record is erased.
struct RecordEntry {
  std::uint64_t offset = 0;       ///< Where its salt begins, from the page's begin. Derived, not stored.
  std::uint32_t frame_bytes = 0;  ///< Of its compressed frame, which follows the salt.
  std::uint32_t plain_bytes = 0;  ///< Of the record itself.
  FrameCheck check{};             ///< The first bytes of SHA-256 of salt and frame.
  Sha256 hash{};                  ///< SHA-256 of salt and record.

  std::uint64_t block_bytes() const noexcept { return Salt().size() + frame_bytes; }
};

/// The part of a page that never changes and that its hash covers.
struct PageHead {
  std::uint64_t sequence = 0;  ///< Of this page, from 1.
  std::uint64_t synced = 0;    ///< The last page that was known to be on disk when this one was written.
  Sha256 previous{};           ///< The hash of the page before; zeros for the first.
  PageHeader header;
  std::vector<RecordEntry> records;
  std::uint64_t head_bytes = 0;  ///< Derived: of the head without its hash.
  std::uint64_t page_bytes = 0;  ///< Derived: of the whole page.
};

constexpr std::size_t head_lead_bytes = 84;     ///< Of the part before the header's fields.
constexpr std::size_t record_entry_bytes = 48;  ///< Of one record's entry.
constexpr std::size_t page_hash_bytes = 32;     ///< Between the head and the first salt.
constexpr std::size_t max_header_bytes = 2 * max_text_bytes + 4096;
constexpr std::size_t max_frame_bytes = max_record_bytes + max_record_bytes / 256;

/// The bytes of a head, without its hash. Sets the derived members of `head`.
std::string encode_head(const Marker& marker, PageHead& head);

/// How much has to be read at a page's begin before `decode_head` can decide.
struct HeadSize {
  std::uint64_t head_bytes = 0;
  std::uint64_t page_bytes = 0;
};

/// What the first `head_lead_bytes` bytes say about the head's size, or the reason why there is no page.
std::variant<HeadSize, std::string> head_size(const Marker& marker, std::string_view lead);

/// Reads a head, `bytes` being the head itself without its hash; or the reason why it is unsound. Does not
/// look at the hash.
std::variant<PageHead, std::string> decode_head(std::string_view bytes);

}  // namespace nowthen::archive

#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <nowthen/core/instant.hpp>
#include <optional>
#include <string>

#include "core/digest.hpp"

namespace nowthen::archive {

/// The surface that a page came from, or what it is there for. The numbers are the layout's: never given
/// anew.
enum class PageKind : std::uint16_t {
  sync = 1,          ///< A page of a query by interval.
  by_id = 2,         ///< Conversations asked for by their ids.
  job = 3,           ///< A page of results of an asynchronous job.
  live = 4,          ///< Frames of the live feed.
  imported = 5,      ///< Records from a file that somebody brought.
  entities = 6,      ///< A listing of names: queues, users, wrap-up codes.
  aggregates = 7,    ///< Counts that a window is checked against.
  quarantine = 8,    ///< Bytes that could not be read as records.
  tombstone = 9,     ///< A conversation that the API no longer knows.
  suppression = 10,  ///< What is erased and must not come back.
  pruned = 11,       ///< Says which old segments were dropped; written by `Writer::prune` alone.
  retention = 12,    ///< Says what of the pages before it the tables forget.
  run = 13,          ///< A run of the program: its begin, or all of it at its end.
  ledger = 14,       ///< What was concluded from pages before: windows, readings, where a plan goes on.
  live_log = 15,     ///< What the live feed concluded: legs of conversations, and its gaps.
};

/// The name of `kind` as it appears in listings, such as `by_id`; `unknown` for a kind of a later version.
const char* to_string(PageKind kind) noexcept;

/// What is known about a page besides its records. Everything here is kept in clear and cannot be erased:
/// nothing that names a person belongs into `request` or `note`.
struct PageHeader {
  PageKind kind = PageKind::sync;
  std::string request;                 ///< What was asked, as text: at most `max_text_bytes`.
  int http_status = 0;                 ///< 0: there was no reply, or none over HTTP.
  std::optional<Instant> asked_at;     ///< When the request was sent.
  std::optional<Instant> received_at;  ///< When the reply was there.
  std::optional<Instant> as_of;        ///< The instant the records speak of: which of two readings wins.
  std::optional<Interval> window;      ///< The interval that was asked about.
  std::string note;                    ///< Anything else: at most `max_text_bytes`.

  bool operator==(const PageHeader&) const = default;
};

constexpr std::size_t max_text_bytes = std::size_t{1} << 20U;
constexpr std::size_t max_record_bytes = std::size_t{256} << 20U;
constexpr std::size_t max_records_per_page = 100'000;

/// Where a record lies, for as long as its segment is there: three numbers that a row can hold.
struct Position {
  std::uint32_t segment = 0;
  std::uint64_t page_offset = 0;  ///< Where its page begins, in bytes from the segment's begin.
  std::uint32_t record = 0;       ///< Its place in the page, from 0.

  auto operator<=>(const Position&) const = default;
};

/// The end of the archive at some moment: whoever remembers it can tell later that nothing before it is gone.
struct Head {
  std::uint64_t sequence = 0;  ///< The number of the last page; pages are numbered from 1 without a gap.
  Sha256 hash{};               ///< The last page's hash, which through its predecessors covers all before it.

  bool operator==(const Head&) const = default;
};

}  // namespace nowthen::archive

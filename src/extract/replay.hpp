#pragma once
#include <cstdint>
#include <limits>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "archive/reader.hpp"
#include "extract/ledger_entry.hpp"
#include "extract/live_log.hpp"
#include "extract/names_page.hpp"
#include "extract/quarantine.hpp"
#include "extract/readings_of.hpp"
#include "extract/retention.hpp"
#include "extract/run_pages.hpp"

namespace nowthen::extract {

/// Some pages of the archive, read again, or as they were just written.
struct ReplayedPages {
  std::vector<warehouse::Reading> readings;
  std::vector<SetAsideRow> set_aside;
  std::vector<Run> runs;                ///< In the order in which they were written.
  std::vector<LedgerEntry> ledger;      ///< Likewise.
  std::vector<NamesPage> names;         ///< Likewise.
  std::vector<LiveLogRecord> live_log;  ///< Likewise.
  std::optional<Retention> retention;   ///< Of the last page, after which no other is among these.
  archive::Head end;                    ///< The last page that was taken whole, in whatever pieces; none: 0.
  bool is_page_end = true;              ///< Nothing of the page behind `end` is among these.
  std::int64_t pages = 0;               ///< Of which the last record is among these.
  std::size_t bytes = 0;                ///< Of the records.
  std::int64_t unreadable = 0;          ///< Records that are erased or damaged.
};

/// Reads an archive again from some page on, a thousand records at a time: large pages in several pieces.
class Replay {
 public:
  /// Of the pages with a number above `after` and up to `last`.
  Replay(archive::Reader reader, std::uint64_t after,
         std::uint64_t last = std::numeric_limits<std::uint64_t>::max())
      : reader_(std::move(reader)), after_(after), last_(last) {}

  /// What comes next; nothing at the end. Fails with `cancelled`, and with `local` for a segment of a newer
  /// layout. What cannot be read is counted.
  Result<std::optional<ReplayedPages>> next(const std::stop_token& stop);

  /// How many places of the archive read so far are damaged: what was there is missing.
  std::uint64_t damage_count() const noexcept { return damage_; }

 private:
  Result<bool> enter_next_page(const std::stop_token& stop);
  void take_some(ReplayedPages& batch);
  void take_books(const archive::Page& page, ReplayedPages& batch);
  void take_record(const archive::Page& page, std::uint32_t index, ReplayedPages& batch);

  archive::Reader reader_;
  std::uint64_t after_;
  std::uint64_t last_;
  ReadingMaker maker_;
  std::uint64_t damage_ = 0;
  std::optional<archive::Page> page_;  ///< The one that is being taken.
  std::uint32_t record_ = 0;           ///< Its record that comes next.
  archive::Head end_;
};

}  // namespace nowthen::extract

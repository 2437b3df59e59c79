#pragma once
#include <cstdint>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "archive/finding.hpp"
#include "archive/page.hpp"
#include "archive/segment.hpp"
#include "archive/segment_files.hpp"

namespace nowthen::archive {

/// A page of the archive: its header and what is known of its records, which are read one by one.
struct Page {
  std::uint32_t segment = 0;
  FoundPage found;

  const PageHeader& header() const noexcept { return found.head.header; }
  std::uint64_t sequence() const noexcept { return found.head.sequence; }
  std::uint32_t record_count() const noexcept {
    return static_cast<std::uint32_t>(found.head.records.size());
  }
  Position position(std::uint32_t record) const noexcept { return {segment, found.offset, record}; }
};

/// Reads an archive from its first page to its last, or a single record of it. Changes nothing.
///
/// Holds the head of one page and, while one is read, one record. What is damaged is passed over and told by
/// `findings`. Sees what was there when each segment was opened: what is appended meanwhile may or may not
/// come. Not thread-safe; several readers may read one archive, also while it is written to.
class Reader {
 public:
  /// Fails with `local` when the folder cannot be listed.
  static Result<Reader> open(std::string folder);

  /// The next sound page, in the order they were written; nothing at the end. Fails with `cancelled` when
  /// stopped, with `local` for a segment of a newer layout.
  Result<std::optional<Page>> next(const std::stop_token& stop = {});

  /// Record `index` of `page`, proven by its hash. Fails with `local` where it is damaged or cannot be read.
  Result<Record> record(const Page& page, std::uint32_t index);

  /// The record at `position`, its page proven by its hash. Fails with `local` where there is none or it is
  /// damaged, `not_found` where its segment is not there.
  Result<Record> record(const Position& position);

  /// The page that `position` leads to. Fails as `record` does.
  Result<Page> page(const Position& position);

  /// The header of the page that `position` leads to. Fails as `record` does.
  Result<PageHeader> page_header(const Position& position);

  /// What was found so far: at most `max_findings` of them are kept.
  const std::vector<Finding>& findings() const noexcept { return findings_; }

  /// How many were found, kept or not.
  std::uint64_t finding_count() const noexcept { return finding_count_; }

  /// How many of those are damage.
  std::uint64_t damage_count() const noexcept { return damage_count_; }

  /// The last page that `next` came to; number 0 before the first. What the segments' headers say of pages
  /// before theirs counts.
  Head head() const noexcept { return head_.value_or(Head{}); }

  const FolderListing& listing() const noexcept { return listing_; }

  /// Takes note of one more thing found.
  void note(Finding finding);

  static constexpr std::size_t max_findings = 10'000;

 private:
  Reader(std::string folder, FolderListing listing);

  Result<bool> enter_next_segment();
  void check_number(std::uint32_t number);
  void check_header(const Segment& segment);
  void check_follows(const Head& head, std::uint64_t offset);
  void take_gap(const Gap& gap);
  void check_order(const Page& page);
  Result<const Segment*> segment(std::uint32_t number);
  std::optional<Marker> marker_of_another(std::uint32_t number) const;

  std::string folder_;
  FolderListing listing_;
  std::size_t entered_ = 0;         ///< Segments of the listing that `next` has opened.
  std::optional<Segment> current_;  ///< The one that `next` is in.
  std::optional<SegmentWalk> walk_;
  std::optional<Segment> looked_up_;  ///< The one that single records were last read from.
  std::optional<Marker> marker_;
  std::optional<Head> head_;    ///< Nothing where it is not known what the next page should follow.
  bool damage_passed_ = false;  ///< Since the last page: a hole in the numbers is explained.
  std::vector<Finding> findings_;
  std::uint64_t finding_count_ = 0;
  std::uint64_t damage_count_ = 0;
  RecordCodec codec_;
};

}  // namespace nowthen::archive

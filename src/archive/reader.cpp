#include "archive/reader.hpp"

#include <fmt/format.h>

#include <utility>

namespace nowthen::archive {

Result<Reader> Reader::open(std::string folder) {
  auto listing = list_folder(folder);
  if (!listing) return listing.error();
  return Reader(std::move(folder), std::move(*listing));
}

Reader::Reader(std::string folder, FolderListing listing)
    : folder_(std::move(folder)), listing_(std::move(listing)) {
  if (!listing_.segments.empty() && listing_.segments.front() == 1) head_ = Head{};
}

Result<std::optional<Page>> Reader::next(const std::stop_token& stop) {
  for (;;) {
    if (!walk_) {
      auto entered = enter_next_segment();
      if (!entered) return entered.error();
      if (!*entered) return std::optional<Page>();
      if (!walk_) continue;
    }
    auto step = walk_->next(stop);
    if (!step) return step.error();
    if (step->gap) take_gap(*step->gap);
    if (step->page) {
      Page page{current_->number, std::move(*step->page)};
      check_order(page);
      return std::optional(std::move(page));
    }
    if (!step->gap) walk_.reset();
  }
}

/// Opens the next segment of the listing; false when there is none. Without a marker there is no walk.
Result<bool> Reader::enter_next_segment() {
  if (entered_ == listing_.segments.size()) return false;
  const std::uint32_t number = listing_.segments[entered_];
  check_number(number);
  ++entered_;
  auto opened = open_segment(folder_, number, marker_);
  if (!opened) {
    note({FindingKind::segment_unreadable, number, 0, opened.error().message});
    damage_passed_ = true;
    return true;
  }
  if (opened->state == HeaderState::newer) return newer_layout(number);
  current_ = std::move(*opened);
  check_header(*current_);
  if (current_->marker) {
    marker_ = current_->marker;
    walk_.emplace(*current_->source, *current_->marker);
  }
  return true;
}

void Reader::check_number(std::uint32_t number) {
  if (entered_ == 0) return;
  const std::uint32_t due = listing_.segments[entered_ - 1] + 1;
  if (number == due) return;
  note({FindingKind::segment_missing, due, 0,
        fmt::format("{} segments are not there, {} the first of them", number - due, segment_name(due))});
  damage_passed_ = true;
}

void Reader::check_header(const Segment& segment) {
  if (segment.state != HeaderState::sound) {
    note({segment.marker ? FindingKind::header_damaged : FindingKind::segment_unreadable, segment.number, 0,
          "the segment's header is not what was written"});
    damage_passed_ = true;
    return;
  }
  if (segment.header.number != segment.number)
    note({FindingKind::segment_misplaced, segment.number, 0,
          fmt::format("the segment says that it is number {}", segment.header.number)});
  check_follows(segment.header.before, 0);
  head_ = segment.header.before;
  damage_passed_ = false;
}

/// Holds what the archive says of the page before a place against the page that was there.
void Reader::check_follows(const Head& before, std::uint64_t offset) {
  if (!head_ || before == *head_) return;
  if (before.sequence == head_->sequence) {
    note({FindingKind::chain_broken, current_->number, offset,
          fmt::format("page {} is not the one that was followed here", before.sequence)});
  } else if (before.sequence < head_->sequence) {
    note({FindingKind::chain_broken, current_->number, offset,
          fmt::format("page {} comes behind page {}", before.sequence + 1, head_->sequence)});
  } else if (!damage_passed_) {
    note({FindingKind::pages_missing, current_->number, offset,
          fmt::format("pages {} to {} are not there", head_->sequence + 1, before.sequence)});
  }
}

void Reader::check_order(const Page& page) {
  const Head before{page.sequence() - 1, page.found.head.previous};
  check_follows(before, page.found.offset);
  head_ = Head{page.sequence(), page.found.hash};
  damage_passed_ = false;
}

void Reader::take_gap(const Gap& gap) {
  const bool at_end =
      entered_ == listing_.segments.size() && gap.offset + gap.size_bytes == current_->source->size_bytes();
  note({at_end && gap.flaw.cut_short ? FindingKind::torn_end : FindingKind::page_damaged, current_->number,
        gap.offset, fmt::format("{} bytes: {}", gap.size_bytes, gap.flaw.cause)});
  damage_passed_ = true;
}

void Reader::note(Finding finding) {
  ++finding_count_;
  if (is_damage(finding.kind)) ++damage_count_;
  if (findings_.size() < max_findings) findings_.push_back(std::move(finding));
}

Result<const Segment*> Reader::segment(std::uint32_t number) {
  if (current_ && current_->number == number) return &*current_;
  if (!looked_up_ || looked_up_->number != number) {
    if (!marker_) marker_ = marker_of_another(number);
    auto opened = open_segment(folder_, number, marker_);
    if (!opened) return opened.error();
    looked_up_ = std::move(*opened);
  }
  return &*looked_up_;
}

/// Its own may be damaged.
std::optional<Marker> Reader::marker_of_another(std::uint32_t number) const {
  for (const std::uint32_t other : listing_.segments) {
    if (other == number) continue;
    const auto opened = open_segment(folder_, other, std::nullopt);
    if (opened && opened->marker) return opened->marker;
  }
  return std::nullopt;
}

Result<Record> Reader::record(const Page& page, std::uint32_t index) {
  const auto segment = this->segment(page.segment);
  if (!segment) return segment.error();
  return read_record(*(*segment)->source, page.found, page.found.head.records.at(index), codec_);
}

Result<Record> Reader::record(const Position& position) {
  const auto segment = this->segment(position.segment);
  if (!segment) return segment.error();
  auto page = page_of(**segment, position);
  if (!page) return page.error();
  return read_record(*(*segment)->source, *page, page->head.records[position.record], codec_);
}

Result<Page> Reader::page(const Position& position) {
  const auto segment = this->segment(position.segment);
  if (!segment) return segment.error();
  auto page = page_of(**segment, position);
  if (!page) return page.error();
  return Page{.segment = position.segment, .found = *std::move(page)};
}

Result<PageHeader> Reader::page_header(const Position& position) {
  auto page = this->page(position);
  if (!page) return page.error();
  return std::move(page->found.head.header);
}

}  // namespace nowthen::archive

#include "archive/recovery.hpp"

#include <fmt/format.h>

#include "archive/segment_files.hpp"
#include "archive/set_aside.hpp"
#include "archive/tail.hpp"

namespace nowthen::archive {
namespace {

class Recovery {
 public:
  Recovery(const std::string& folder, const std::optional<Head>& concluded, Disk& disk)
      : folder_(folder), concluded_(concluded), disk_(disk) {}

  Result<Recovered> run();

 private:
  Result<void> remove_unfinished();
  Result<void> examine(const Segment& segment);
  void find_marker(const Segment& segment);
  std::optional<Head> end_of_earlier() const;
  Result<void> repair(const Segment& segment, const Tail& tail, std::size_t end);
  Result<void> note_cut(const Segment& segment, const TailPart& part);
  void hold_against_concluded();
  std::string path(std::uint32_t number) const { return path_in(folder_, segment_name(number)); }

  const std::string& folder_;
  const std::optional<Head>& concluded_;
  Disk& disk_;
  FolderListing listing_;
  Recovered result_;
};

Result<Recovered> Recovery::run() {
  auto listing = list_folder(folder_);
  if (!listing) return listing.error();
  listing_ = std::move(*listing);
  if (auto removed = remove_unfinished(); !removed) return removed.error();
  // Whoever gave a segment its name may have been stopped before that was on the disk.
  if (const int code = disk_.sync_folder(folder_); code != 0) return disk_error("sync", folder_, code);
  if (!listing_.segments.empty()) {
    result_.segment = listing_.segments.back();
    const auto segment = open_segment(folder_, result_.segment, std::nullopt);
    if (!segment) return segment.error();
    if (segment->state == HeaderState::newer) return newer_layout(segment->number);
    if (auto examined = examine(*segment); !examined) return examined.error();
  }
  hold_against_concluded();
  return std::move(result_);
}

Result<void> Recovery::remove_unfinished() {
  for (const std::string& name : listing_.unfinished)
    if (const int code = disk_.remove(path_in(folder_, name)); code != 0)
      return disk_error("remove", path_in(folder_, name), code);
  return {};
}

Result<void> Recovery::examine(const Segment& segment) {
  result_.size_bytes = segment.source->size_bytes();
  result_.needs_new_segment = segment.state != HeaderState::sound;
  if (result_.needs_new_segment)
    result_.findings.push_back(
        {FindingKind::header_damaged, segment.number, 0, "its header is not what was written"});
  find_marker(segment);
  Tail tail;
  if (segment.marker) tail = read_tail(segment);
  if (!tail.before) tail.before = end_of_earlier();
  const std::size_t end = first_to_cut(tail.parts, concluded_);
  for (std::size_t i = 0; i < end; ++i)
    if (const TailPart& part = tail.parts[i]; !part.flaw.empty())
      result_.findings.push_back({FindingKind::page_damaged, segment.number, part.offset, part.flaw});
  if (end > 0 && !tail.parts[end - 1].page) result_.needs_new_segment = true;
  result_.head = last_page(tail, end).value_or(Head{});
  return repair(segment, tail, end);
}

/// The last segment's own; else that of another segment whose header is sound.
void Recovery::find_marker(const Segment& segment) {
  result_.marker = segment.marker;
  for (auto number = listing_.segments.rbegin(); !result_.marker && number != listing_.segments.rend();
       ++number)
    if (const auto other = open_segment(folder_, *number, std::nullopt)) result_.marker = other->marker;
}

/// The last page before the last segment, where that segment does not say itself which one it is.
std::optional<Head> Recovery::end_of_earlier() const {
  for (auto number = listing_.segments.rbegin() + 1; number < listing_.segments.rend(); ++number) {
    const auto segment = open_segment(folder_, *number, result_.marker);
    if (!segment || !segment->marker) continue;
    const Tail tail = read_tail(*segment);
    if (auto head = last_page(tail, tail.parts.size())) return head;
  }
  return std::nullopt;
}

/// Cuts what is to be cut. What stays is written once more where no sync is known to have reached it: after a
/// sync that failed, the system may hold for written what never was, and a second sync would believe it.
Result<void> Recovery::repair(const Segment& segment, const Tail& tail, std::size_t end) {
  if (end < tail.parts.size())
    if (auto noted = note_cut(segment, tail.parts[end]); !noted) return noted;
  int descriptor = -1;
  int code = disk_.open(path(segment.number), descriptor);
  if (code != 0) return disk_error("write", path(segment.number), code);
  if (result_.cut) code = disk_.truncate(descriptor, result_.cut->offset);
  if (code == 0 && end > 0)
    code = copy_bytes(*segment.source, {tail.parts.front().offset, result_.size_bytes}, disk_, descriptor);
  if (code == 0) code = disk_.sync(descriptor);
  disk_.close(descriptor);
  if (code != 0) return disk_error("repair", path(segment.number), code);
  return {};
}

Result<void> Recovery::note_cut(const Segment& segment, const TailPart& part) {
  auto kept = set_aside(folder_, segment.number, *segment.source, part.offset, disk_);
  if (!kept) return kept.error();
  result_.cut =
      Cut{segment.number, part.offset, result_.size_bytes - part.offset, part.flaw, std::move(*kept)};
  result_.size_bytes = part.offset;
  return {};
}

/// Numbers that something refers to are never given again, whatever became of their pages.
void Recovery::hold_against_concluded() {
  if (!concluded_ || result_.head.sequence > concluded_->sequence || result_.head == *concluded_) return;
  result_.findings.push_back({FindingKind::end_missing, result_.segment, result_.size_bytes,
                              fmt::format("the archive ends with page {}, but is known to have had page {}",
                                          result_.head.sequence, concluded_->sequence)});
  result_.head = *concluded_;
  result_.needs_new_segment = true;
}

}  // namespace

Result<Recovered> recover(const std::string& folder, const std::optional<Head>& concluded, Disk& disk) {
  return Recovery(folder, concluded, disk).run();
}

}  // namespace nowthen::archive

#include <fmt/format.h>

#include "archive/segment.hpp"
#include "archive/segment_files.hpp"
#include "archive/writer.hpp"

namespace nowthen::archive {

Result<PruneTrace> Writer::trace_before(std::uint32_t first_kept) const {
  const auto kept = open_segment(folder_, first_kept, marker_);
  if (!kept) return kept.error();
  if (kept->state != HeaderState::sound)
    return Error{.kind = ErrorKind::local,
                 .message = segment_name(first_kept) + " of the archive does not say what it follows",
                 .hint = "prune to another segment"};
  return PruneTrace{first_kept - 1, kept->header.before};
}

Result<std::uint32_t> Writer::prune(std::uint32_t first_kept) {
  if (failure_) return *failure_;
  if (first_kept > segment_)
    return Error{.kind = ErrorKind::invalid_request,
                 .message = fmt::format("the archive's last segment, {}, cannot be pruned", segment_),
                 .hint = "keep at least that one"};
  const auto listing = list_folder(folder_);
  if (!listing) return listing.error();
  if (listing->segments.empty() || listing->segments.front() >= first_kept) return 0U;
  const auto trace = trace_before(first_kept);
  if (!trace) return trace.error();
  const std::string text = encode_trace(*trace);
  const std::string_view record = text;
  if (auto page = append_page({.kind = PageKind::pruned}, {&record, 1}); !page) return page.error();
  if (auto synced = sync(); !synced) return synced.error();
  std::uint32_t dropped = 0;
  for (const std::uint32_t number : listing->segments) {
    if (number >= first_kept) break;
    const std::string path = path_in(folder_, segment_name(number));
    if (const int code = disk_->remove(path); code != 0) return disk_error("remove", path, code);
    ++dropped;
  }
  if (const int code = disk_->sync_folder(folder_); code != 0) return disk_error("sync", folder_, code);
  return dropped;
}

}  // namespace nowthen::archive

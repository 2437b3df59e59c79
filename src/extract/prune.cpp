#include "extract/prune.hpp"

#include <algorithm>
#include <filesystem>

#include "archive/reader.hpp"
#include "archive/segment_files.hpp"
#include "extract/privacy/kept_file.hpp"

namespace nowthen::extract {
namespace {

/// The oldest segments of an archive, as far as all that is in them is old.
struct OldSegments {
  std::uint32_t first_kept = 0;
  std::uint32_t count = 0;
  std::uint64_t size_bytes = 0;
};

std::uint64_t size_of(const std::string& path) {
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  return code ? 0 : size;
}

/// Of the tables' file and of its log, which is written into it now and then.
std::uint64_t size_of_tables(const DataFolder& folder) {
  return size_of(folder.warehouse()) + size_of(folder.warehouse() + ".wal");
}

/// When the newest page of each segment came; pages that say nothing of it count for nothing.
Result<std::map<std::uint32_t, Instant>> newest_pages(archive::Reader& reader, const std::stop_token& stop) {
  std::map<std::uint32_t, Instant> newest;
  for (;;) {
    auto page = reader.next(stop);
    if (!page) return page.error();
    if (!*page) return newest;
    const archive::PageHeader& header = (*page)->header();
    const auto came = header.received_at ? header.received_at : header.asked_at;
    auto& known = newest.try_emplace((*page)->segment, Instant::min()).first->second;
    if (came) known = std::max(known, *came);
  }
}

/// A segment that has no readable page is kept, and all behind it.
Result<OldSegments> old_segments(const std::string& folder, Instant before, const std::stop_token& stop) {
  auto reader = archive::Reader::open(folder);
  if (!reader) return reader.error();
  const auto newest = newest_pages(*reader, stop);
  if (!newest) return newest.error();
  OldSegments old;
  for (const std::uint32_t number : reader->listing().segments) {
    const auto found = newest->find(number);
    if (found == newest->end() || found->second >= before) break;
    old.first_kept = number + 1;
    ++old.count;
    old.size_bytes += size_of(archive::path_in(folder, archive::segment_name(number)));
  }
  return old;
}

}  // namespace

Result<PruneReport> plan_prune(const DataFolder& folder, warehouse::Connection& connection,
                               const PruneRequest& request, const std::stop_token& stop) {
  PruneReport report{.tables_before = size_of_tables(folder)};
  auto rows = rows_concerned(connection, request.tables);
  if (!rows) return rows.error();
  report.rows = *std::move(rows);
  if (!request.archive) return report;
  const auto old = old_segments(folder.archive(), *request.archive, stop);
  if (!old) return old.error();
  report.segments = old->count;
  report.segment_bytes = old->size_bytes;
  return report;
}

namespace {

/// Says, for whoever comes after a crash or a full disk, that rows have gone whose text may still be in the
/// file.
constexpr const char* rewrite_due = "rewrite.due";

bool is_rewrite_due(const DataFolder& folder) {
  std::error_code code;
  return std::filesystem::exists(folder.path() + "/" + rewrite_due, code);
}

/// Files with tables that were set aside hold what is pruned, too.
void remove_set_aside(const DataFolder& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("warehouse.duckdb.older-") || name.starts_with("warehouse.duckdb.corrupt-"))
      std::filesystem::remove(entry.path(), ignored);
  }
}

Result<void> rewrite(DataSet& data) {
  if (auto rewritten = data.rewrite_tables(); !rewritten) return rewritten;
  remove_set_aside(data.folder());
  return remove_file(data.folder().path(), rewrite_due, archive::system_disk());
}

}  // namespace

Result<PruneReport> prune(DataSet& data, const PruneRequest& request, Instant now,
                          const std::stop_token& stop) {
  Result<PruneReport> report = [&]() -> Result<PruneReport> {
    auto connection = data.tables().connect();
    if (!connection) return connection.error();
    return plan_prune(data.folder(), *connection, request, stop);
  }();
  if (!report) return report;
  if (request.archive)
    if (auto begun = data.begin_segment(); !begun) return begun.error();
  if (!report->rows.empty()) {
    if (auto noted = replace_file(data.folder().path(), rewrite_due, "", archive::system_disk()); !noted)
      return noted.error();
    if (auto done = data.forget(request.tables, now); !done) return done.error();
  }
  if (report->segments > 0) {
    const auto old = old_segments(data.folder().archive(), *request.archive, stop);
    if (!old) return old.error();
    if (auto dropped = data.drop_segments(old->first_kept); !dropped) return dropped.error();
  }
  if (!report->rows.empty() || is_rewrite_due(data.folder()))
    if (auto rewritten = rewrite(data); !rewritten) report->not_rewritten = rewritten.error().message;
  report->tables_after = size_of_tables(data.folder());
  return report;
}

}  // namespace nowthen::extract

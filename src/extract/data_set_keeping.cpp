#include <filesystem>

#include "archive/disk.hpp"
#include "extract/data_set.hpp"
#include "warehouse/duckdb/freed_memory.hpp"

// What a data set does besides taking pages in: runs, retention, and its own files.

namespace nowthen::extract {
/// A page of one record that nobody has to understand.
Result<void> DataSet::archive_alone(const archive::PageHeader& header, const std::string& record) {
  if (auto usable = check_usable(); !usable) return usable;
  is_behind_ = true;
  const std::string_view view = record;
  if (auto page = archive_->append(header, {&view, 1}); !page) return page.error();
  return archive_->sync();
}

Result<void> DataSet::keep(Run& run) {
  const archive::PageHeader header{.kind = archive::PageKind::run,
                                   .received_at = run.ended_at.value_or(run.started_at)};
  if (auto archived = archive_alone(header, encode_run(run)); !archived) return archived;
  if (run.run_id == 0) run.run_id = static_cast<std::int64_t>(archive_->head().sequence);
  auto merged = merge({.runs = {run}, .end = archive_->head()}, {});
  if (!merged) return merged.error();
  is_behind_ = false;
  return {};
}

Result<void> DataSet::forget(const Retention& retention, Instant now) {
  const archive::PageHeader header{.kind = archive::PageKind::retention, .received_at = now};
  if (auto archived = archive_alone(header, encode_retention(retention)); !archived) return archived;
  auto merged = merge({.retention = retention, .end = archive_->head()}, {});
  if (!merged) return merged.error();
  is_behind_ = false;
  return {};
}

Result<std::uint32_t> DataSet::drop_segments(std::uint32_t first_kept) {
  if (auto usable = check_usable(); !usable) return usable.error();
  is_behind_ = true;
  auto dropped = archive_->prune(first_kept);
  if (!dropped) return dropped;
  auto merged = merge({.end = archive_->head()}, {});
  if (!merged) return merged.error();
  is_behind_ = false;
  return dropped;
}

/// For a second file with them.
Result<void> DataSet::check_room_for_tables() const {
  std::error_code code;
  const auto size = std::filesystem::file_size(folder_.warehouse(), code);
  return options_.floor.check(folder_.path(), code ? 0 : size);
}

Result<void> DataSet::rewrite_tables() {
  if (auto usable = check_usable(); !usable) return usable;
  if (auto fits = check_room_for_tables(); !fits) return fits;
  is_behind_ = true;
  auto written = tables_.rewrite(warehouse::Library(tables().library()));
  is_behind_ = !tables_.is_open();
  return written;
}

Result<void> DataSet::open_tables_anew() {
  if (auto usable = check_usable(); !usable) return usable;
  is_behind_ = true;
  const warehouse::Library library = tables().library();
  tables_.close();
  warehouse::give_back_freed_memory();  // of all that DuckDB kept of what it has written
  if (auto opened = tables_.open(library); !opened) return noted(opened.error());
  is_behind_ = false;
  grown_ = 0;
  return {};
}

/// What is left beside the file belongs to it: whoever copies one copies the other.
void DataSet::settle() {
  (void)check_usable();
  staged_ = {};  // nothing is, or it failed: the next opening merges it
  tables().lift_limits();
  if (const auto written = tables().checkpoint(); !written) tables_.note_failure(written.error());
}

DataFolder DataSet::closed(DataSet set) {
  (void)set.check_usable();
  set.staged_ = {};  // what could not be committed comes back from the archive
  set.tables_.close();
  set.archive_.reset();
  return std::move(set.folder_);
}

}  // namespace nowthen::extract

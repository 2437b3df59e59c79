#include "extract/data_set.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nowthen/core/clock.hpp>

#include "archive/segment_files.hpp"
#include "extract/archive_end.hpp"

namespace nowthen::extract {
namespace {

using warehouse::FailureKind;

warehouse::WarehouseOptions options_for(const DataFolder& folder, const DataSetOptions& options) {
  return {.path = folder.warehouse(),
          .threads = options.threads,
          .memory_limit = options.memory_limit,
          .spill_folder = folder.spill()};
}

/// What tables cannot be used for, and can be made anew for from the archive.
bool is_made_anew_for(FailureKind kind) {
  return kind == FailureKind::corrupt || kind == FailureKind::older_file;
}

bool has_segments(const std::string& folder) {
  const auto listing = archive::list_folder(folder);
  return listing && !listing->segments.empty();
}

Error lost_archive(const std::string& folder) {
  return {.kind = ErrorKind::local,
          .message = "the archive " + folder + " is gone, and the tables are not",
          .hint = "put it back; to begin anew, move warehouse.duckdb away, too"};
}

/// What a verification that was killed has left.
void remove_leftovers(const DataFolder& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path(), ignored))
    if (entry.path().filename().string().starts_with("verify-"))
      std::filesystem::remove_all(entry.path(), ignored);
}

}  // namespace

Result<DataSet> DataSet::open(DataFolder folder, const warehouse::Library& library, const OnReplay& on_replay,
                              const std::stop_token& stop) {
  return open_with(std::move(folder), library, {.on_replay = on_replay}, stop);
}

DataSet::DataSet(DataFolder folder, DataSetOptions options, Suppression suppression)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      tables_(options_for(folder_, options_)),
      suppression_(std::move(suppression)) {}

/// Corruption may show when the file is opened, or only when something in it is read or changed.
Result<DataSet> DataSet::open_with(DataFolder folder, const warehouse::Library& library,
                                   DataSetOptions options, const std::stop_token& stop) {
  remove_leftovers(folder);
  auto suppression = Suppression::open(folder.path());
  if (!suppression) return suppression.error();
  DataSet set(std::move(folder), std::move(options), *std::move(suppression));
  set.tables_.remove_leftovers();
  auto ready = set.start(library, stop);
  if (!ready && set.unusable_) {
    if (auto moved = set.set_tables_aside(); !moved) return moved.error();
    ready = set.start(library, stop);
  }
  if (!ready) return ready.error();
  const auto erased = set.finish_erasure({.now = system_clock().now()});
  if (!erased) return erased.error();
  set.recovery_.erasure_finished = erased->has_value();
  set.fields_.begin();
  return set;
}

Result<void> DataSet::start(const warehouse::Library& library, const std::stop_token& stop) {
  if (auto opened = tables_.open(library); !opened) return noted(opened.error());
  recovery_.migrated_from = tables().migrated_from();
  if (auto ready = open_archive(); !ready) return ready;
  return replay(stop);
}

Result<void> DataSet::set_tables_aside() {
  archive_.reset();
  auto moved = tables_.set_aside(*unusable_);
  if (!moved) return moved.error();
  unusable_.reset();
  fields_ = {};
  leg_bounds_ = {};
  recovery_ = {.cut = recovery_.cut, .set_aside = *std::move(moved)};
  return {};
}

/// Remembers whether it is the tables that cannot be used, or are in doubt.
Error DataSet::noted(const warehouse::Failure& failure) {
  tables_.note_failure(failure);
  if (is_made_anew_for(failure.kind)) unusable_ = failure.kind;
  return failure;
}

Result<void> DataSet::open_archive() {
  auto end = archive_end(tables());
  if (!end) return noted(end.error());
  merged_ = *end;
  if (merged_.sequence > 0 && !has_segments(folder_.archive())) return lost_archive(folder_.archive());
  archive::WriterOptions options;
  if (merged_.sequence > 0) options.concluded = merged_;
  auto writer = archive::Writer::open(folder_.archive(), options);
  if (!writer) return writer.error();
  if (writer->cut()) recovery_.cut = writer->cut();
  for (const archive::Finding& finding : writer->findings())
    recovery_.damage += archive::is_damage(finding.kind);
  archive_ = std::make_unique<archive::Writer>(*std::move(writer));
  return {};
}

/// What is staged goes first: pages are merged in the order of the archive.
Result<void> DataSet::check_usable() { return show_staged(); }

std::uint64_t bytes_of(const RawPage& page) noexcept {
  std::uint64_t bytes = 0;
  for (const std::string& record : page.records) bytes += record.size();
  return bytes;
}

Result<Intake> DataSet::take(const RawPage& page, const std::stop_token& stop) {
  if (auto usable = check_usable(); !usable) return usable.error();
  if (auto fits = check_room(bytes_of(page)); !fits) return fits.error();
  is_behind_ = true;
  auto intake = take_now(page, stop);
  is_behind_ = !intake;
  return intake;
}

DataSet::SortedRecords DataSet::sort_out(const RawPage& page, std::span<ConversationDetail> decoded) {
  SortedRecords sorted;
  for (std::size_t i = 0; i < page.records.size(); ++i) {
    ConversationDetail* const detail = i < decoded.size() ? &decoded[i] : nullptr;
    sort_in(i, page.records[i], gate_.admit(page.header, page.records[i], maker_, suppression_, detail),
            sorted);
  }
  return sorted;
}

void DataSet::sort_in(std::size_t index, std::string_view record, Admission admission,
                      SortedRecords& sorted) {
  if (admission.is_suppressed) {
    ++sorted.counts.suppressed;
    return;
  }
  sorted.counts.policed_values += admission.policed_values;
  if (admission.is_withheld) ++sorted.counts.withheld;
  if (admission.changed) record = sorted.changed.emplace_back(*std::move(admission.changed));
  if (admission.reading) {
    sorted.sound.push_back(record);
    sorted.readings.push_back(*std::move(admission.reading));
    drop_large_bytes(sorted.readings.back());
  } else {
    sorted.unsound.push_back(record);
    sorted.quarantined.push_back({index, admission.reading.error().message});
  }
}

/// Puts what is not understood into a page of quarantine, and gives the rows that list it.
Result<std::vector<SetAsideRow>> DataSet::set_apart(const archive::PageHeader& header,
                                                    const SortedRecords& sorted) {
  std::vector<SetAsideRow> rows;
  if (sorted.unsound.empty()) return rows;
  auto page = archive_->append(quarantine_header(header), sorted.unsound);
  if (!page) return page.error();
  for (std::size_t i = 0; i < sorted.unsound.size(); ++i)
    rows.push_back({place_of(page->position(static_cast<std::uint32_t>(i))), header.received_at, header.kind,
                    sorted.quarantined[i].reason, static_cast<std::int64_t>(sorted.unsound[i].size())});
  return rows;
}

Result<DataSet::ArchivedPage> DataSet::archive_page(const RawPage& page,
                                                    std::span<ConversationDetail> decoded) {
  SortedRecords sorted = sort_out(page, decoded);
  ArchivedPage archived{.pages = {.end = archive_->head()}, .intake = std::move(sorted.counts)};
  const auto first = archive_->head().sequence;
  const bool is_nothing_left =
      archived.intake.suppressed > 0 && sorted.sound.empty() && sorted.unsound.empty();
  if (is_nothing_left && page.header.kind == archive::PageKind::imported) return archived;
  auto set_aside = set_apart(page.header, sorted);
  if (!set_aside) return set_aside.error();
  // A reply without records is evidence, too; what is rubbish as a whole has its page already.
  if (set_aside->empty() || !sorted.sound.empty()) {
    auto kept = archive_->append(page.header, sorted.sound);
    if (!kept) return kept.error();
    for (std::size_t i = 0; i < sorted.readings.size(); ++i)
      sorted.readings[i].place = place_of(kept->position(static_cast<std::uint32_t>(i)));
  }
  if (auto synced = archive_->sync(); !synced) return synced.error();
  archived.pages.readings = std::move(sorted.readings);
  archived.pages.set_aside = *std::move(set_aside);
  archived.pages.end = archive_->head();
  archived.pages.pages = static_cast<std::int64_t>(archive_->head().sequence - first);
  archived.intake.records = static_cast<std::int64_t>(sorted.sound.size());
  archived.intake.pages = archived.pages.pages;
  archived.intake.quarantined = std::move(sorted.quarantined);
  return archived;
}

Result<Intake> DataSet::take_now(const RawPage& page, const std::stop_token& stop) {
  auto archived = archive_page(page, {});
  if (!archived) return archived.error();
  Intake intake = std::move(archived->intake);
  if (archived->pages.pages == 0) return intake;
  auto merged = merge(archived->pages, stop);
  if (!merged) return merged.error();
  intake.new_fields = fields_.take_new();
  intake.merged = *std::move(merged);
  return intake;
}

}  // namespace nowthen::extract

#include "extract/data_set.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <nowthen/core/clock.hpp>

#include "archive/segment_files.hpp"
#include "extract/archive_end.hpp"
#include "extract/archived_readings.hpp"
#include "extract/replay.hpp"

namespace nowthen::extract {
namespace {

using warehouse::FailureKind;
using warehouse::Reading;
using warehouse::Warehouse;

/// Moves a file aside under a name that is free, and its log with it. Gives the new name.
Result<std::string> moved_aside(const std::string& path) {
  namespace files = std::filesystem;
  std::string name;
  for (int i = 1; name.empty() || files::exists(name); ++i) name = fmt::format("{}.corrupt-{}", path, i);
  std::error_code code;
  files::rename(path, name, code);
  if (code)
    return Error{.kind = ErrorKind::local,
                 .message = fmt::format("cannot move {} aside: {}", path, code.message()),
                 .hint = "the warehouse is corrupt: move it away by hand, it is made anew from the archive"};
  files::rename(path + ".wal", name + ".wal", code);  // it may have none
  return name;
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
void remove_leftovers(const std::string& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with("verify-"))
      std::filesystem::remove_all(entry.path(), ignored);
}

}  // namespace

Result<DataSet> DataSet::open(DataFolder folder, const warehouse::Library& library, const OnReplay& on_replay,
                              const std::stop_token& stop) {
  remove_leftovers(folder.path());
  auto suppression = Suppression::open(folder.path());
  if (!suppression) return suppression.error();
  std::string set_aside;
  auto opened = open_tables(library, folder);
  if (!opened && opened.error().kind == FailureKind::corrupt) {
    auto moved = moved_aside(folder.warehouse());
    if (!moved) return moved.error();
    set_aside = *std::move(moved);
    opened = open_tables(library, folder);
  }
  if (!opened) return opened.error();
  DataSet set(std::move(folder), library, *std::move(opened), *std::move(suppression));
  set.recovery_.set_aside = std::move(set_aside);
  if (auto ready = set.open_archive(); !ready) return ready.error();
  if (auto replayed = set.replay(on_replay, stop); !replayed) return replayed.error();
  const auto erased = set.finish_erasure({.now = system_clock().now()});
  if (!erased) return erased.error();
  set.recovery_.erasure_finished = erased->has_value();
  return set;
}

warehouse::Outcome<Warehouse> DataSet::open_tables(const warehouse::Library& library,
                                                   const DataFolder& folder) {
  auto opened = Warehouse::open(library, {.path = folder.warehouse(), .spill_folder = folder.spill()});
  if (opened) ::chmod(folder.warehouse().c_str(), S_IRUSR | S_IWUSR);
  return opened;
}

Result<void> DataSet::open_archive() {
  auto end = archive_end(*warehouse_);
  if (!end) return end.error();
  merged_ = *end;
  if (merged_.sequence > 0 && !has_segments(folder_.archive())) return lost_archive(folder_.archive());
  archive::WriterOptions options;
  if (merged_.sequence > 0) options.concluded = merged_;
  auto writer = archive::Writer::open(folder_.archive(), options);
  if (!writer) return writer.error();
  recovery_.cut = writer->cut();
  for (const archive::Finding& finding : writer->findings())
    recovery_.damage += archive::is_damage(finding.kind);
  archive_ = std::make_unique<archive::Writer>(*std::move(writer));
  return {};
}

Result<void> DataSet::replay(const OnReplay& on_replay, const std::stop_token& stop) {
  if (archive_->head().sequence <= merged_.sequence) return {};
  auto reader = archive::Reader::open(folder_.archive());
  if (!reader) return reader.error();
  Replay replay(*std::move(reader), merged_.sequence);
  for (;;) {
    auto batch = replay.next(stop);
    if (!batch) return batch.error();
    if (!*batch) break;
    auto merged = merge((*batch)->readings, (*batch)->end, (*batch)->set_aside, stop);
    if (!merged) return merged.error();
    recovery_.pages += (*batch)->pages;
    recovery_.unreadable += (*batch)->unreadable;
    if (on_replay) on_replay(recovery_.pages);
  }
  recovery_.damage += replay.damage_count();
  return {};
}

Result<warehouse::MergeReport> DataSet::merge(const std::vector<Reading>& readings, const archive::Head& end,
                                              const std::vector<SetAsideRow>& set_aside,
                                              const std::stop_token& stop) {
  const auto kept = std::make_shared<ArchivedReadings>(folder_.archive());
  const warehouse::FetchReading fetch = [kept](const warehouse::ArchivePlace& place) {
    return (*kept)(place);
  };
  const warehouse::Also also = [&](warehouse::Connection& connection) -> warehouse::Outcome<void> {
    if (auto listed = list_set_aside(connection, set_aside); !listed) return listed;
    return put_archive_end(connection, end);
  };
  auto merged = warehouse_->merge(readings, fetch, also, stop);
  if (!merged) return merged.error();
  merged_ = end;
  return *std::move(merged);
}

Result<Intake> DataSet::take(const RawPage& page, const std::stop_token& stop) {
  if (is_behind_)
    return Error{.kind = ErrorKind::local,
                 .message = "a page before this one was not merged",
                 .hint = "open the data again: what is in the archive is merged then"};
  is_behind_ = true;
  auto intake = take_now(page, stop);
  is_behind_ = !intake;
  return intake;
}

DataSet::SortedRecords DataSet::sort_out(const RawPage& page) {
  SortedRecords sorted;
  for (std::size_t i = 0; i < page.records.size(); ++i)
    sort_in(i, page.records[i], gate_.admit(page.header, page.records[i], maker_, suppression_), sorted);
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

Result<Intake> DataSet::take_now(const RawPage& page, const std::stop_token& stop) {
  SortedRecords sorted = sort_out(page);
  Intake intake = std::move(sorted.counts);
  const bool is_nothing_left = intake.suppressed > 0 && sorted.sound.empty() && sorted.unsound.empty();
  if (is_nothing_left && page.header.kind == archive::PageKind::imported) return intake;
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
  auto merged = merge(sorted.readings, archive_->head(), *set_aside, stop);
  if (!merged) return merged.error();
  intake.records = static_cast<std::int64_t>(sorted.readings.size());
  intake.quarantined = std::move(sorted.quarantined);
  intake.merged = *std::move(merged);
  return intake;
}

}  // namespace nowthen::extract

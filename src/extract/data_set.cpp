#include "extract/data_set.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nowthen/core/clock.hpp>

#include "archive/segment_files.hpp"
#include "core/ahead.hpp"
#include "extract/archive_end.hpp"
#include "extract/archived_readings.hpp"
#include "extract/bookkeeping.hpp"

namespace nowthen::extract {
namespace {

using warehouse::FailureKind;

warehouse::WarehouseOptions options_for(const DataFolder& folder, const DataSetOptions& options) {
  return {.path = folder.warehouse(),
          .threads = options.threads,
          .memory_limit = options.memory_limit,
          .spill_folder = folder.spill()};
}

/// Conversations of a transaction when the archive is read again: some 150 MB in memory.
constexpr std::size_t replayed_at_once = 16'000;

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

Result<void> DataSet::replay(const std::stop_token& stop) {
  if (archive_->head().sequence <= merged_.sequence) return {};
  auto reader = archive::Reader::open(folder_.archive());
  if (!reader) return reader.error();
  Replay replay(*std::move(reader), merged_.sequence);
  if (auto alone = tables().use(warehouse::Usage::alone); !alone) return noted(alone.error());
  auto merged = merge_replayed(replay, stop);
  recovery_.damage += replay.damage_count();
  if (auto shared = tables().use(warehouse::Usage::shared); !shared && merged) return noted(shared.error());
  return merged;
}

/// Reads on while what was read is merged. Many pages go into one transaction: one that is large enough is
/// written into the file at once, instead of into DuckDB's log first.
Result<void> DataSet::merge_replayed(Replay& replay, const std::stop_token& stop) {
  using Next = Result<std::optional<ReplayedPages>>;
  Ahead<Next> ahead;
  const auto read_on = [&] {
    ahead.start([&replay](const std::stop_token& asked) { return replay.next(asked); }, stop);
  };
  const auto take_next = [&] {
    Next taken = ahead.take();
    if (taken && *taken) read_on();
    return taken;
  };
  read_on();
  std::optional<warehouse::Merging> merging;
  std::size_t records = 0;
  auto next = take_next();
  while (next && *next) {
    const ReplayedPages pages = **std::move(next);
    if (auto fits = options_.floor.check(folder_.path(), pages.bytes); !fits) return fits.error();
    if (auto begun = begin_merging(merging); !begun) return begun;
    if (auto added = add(*merging, pages, stop); !added) return noted(added.error());
    records += pages.readings.size();
    recovery_.pages += pages.pages;
    recovery_.unreadable += pages.unreadable;
    next = take_next();
    const bool is_last = !next || !*next;
    if (!pages.is_page_end || (records < replayed_at_once && !is_last)) continue;
    if (auto committed = commit_replayed(*merging, pages); !committed) return committed;
    merging.reset();
    records = 0;
  }
  if (!next) return next.error();
  return {};
}

Result<void> DataSet::commit_replayed(warehouse::Merging& merging, const ReplayedPages& last) {
  if (auto committed = merging.commit(); !committed) return noted(committed.error());
  merged_ = last.end;
  if (options_.on_replay) options_.on_replay(recovery_.pages);
  return {};
}

/// With what goes with them, and how far the archive is merged then.
warehouse::Outcome<warehouse::MergeReport> DataSet::add(warehouse::Merging& merging,
                                                        const ReplayedPages& pages,
                                                        const std::stop_token& stop) {
  auto merged = add_readings(merging, pages.readings, stop);
  if (!merged) return merged;
  if (auto done = add_books(merging, pages); !done) return done.error();
  return merged;
}

warehouse::Outcome<warehouse::MergeReport> DataSet::add_readings(warehouse::Merging& merging,
                                                                 std::span<const warehouse::Reading> readings,
                                                                 const std::stop_token& stop) {
  const auto kept = std::make_shared<ArchivedReadings>(folder_.archive());
  const warehouse::FetchReading fetch = [kept](const warehouse::ArchivePlace& place) {
    return (*kept)(place);
  };
  fields_.look_at(readings);
  auto merged = merging.add(readings, fetch, stop);
  if (!merged) return merged;
  if (auto done = fields_.remember(merging.connection()); !done) return done.error();
  return merged;
}

warehouse::Outcome<void> DataSet::add_books(warehouse::Merging& merging, const ReplayedPages& pages) {
  warehouse::Connection& connection = merging.connection();
  if (auto done = keep_books(connection, pages, leg_bounds_); !done) return done;
  if (pages.end.sequence == 0) return boost::system::in_place_value;
  return put_archive_end(connection, pages.end);
}

/// Where none is under way.
Result<void> DataSet::begin_merging(std::optional<warehouse::Merging>& merging) {
  if (merging) return {};
  tables_.note_change();
  auto begun = tables().begin_merging();
  if (!begun) return noted(begun.error());
  merging.emplace(*std::move(begun));
  return {};
}

Result<warehouse::MergeReport> DataSet::merge(const ReplayedPages& pages, const std::stop_token& stop) {
  std::optional<warehouse::Merging> merging;
  if (auto begun = begin_merging(merging); !begun) return begun.error();
  auto merged = add(*merging, pages, stop);
  if (!merged) return noted(merged.error());
  if (auto committed = merging->commit(); !committed) return noted(committed.error());
  merged_ = pages.end;
  grown_ += std::ssize(pages.readings);
  return *std::move(merged);
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

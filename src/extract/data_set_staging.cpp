#include <iterator>

#include "extract/data_set.hpp"

// Pages that are archived one by one, merged some at a time, and shown all at once.

namespace nowthen::extract {
namespace {

/// So many conversations are some hundred thousand rows, which DuckDB would keep in memory besides its log.
constexpr std::int64_t large_commit = 8'000;

/// MiB of the tables' file. Enough for those who ask while much is added.
constexpr int cache_of_writer = 128;

/// Decoded, so many take 20 MB. With as many at once the next commit may be a large one.
constexpr std::size_t merged_at_once = 500;

template <class Row>
void append(std::vector<Row>& rows, std::vector<Row>& more) {
  rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void join(Intake& all, Intake& part) {
  all.records += part.records;
  all.pages += part.pages;
  all.suppressed += part.suppressed;
  all.withheld += part.withheld;
  all.policed_values += part.policed_values;
  append(all.quarantined, part.quarantined);
  all.merged += part.merged;
  for (const auto& [field, count] : part.new_fields) all.new_fields[field] += count;
}

Error behind() {
  return {.kind = ErrorKind::local,
          .message = "a page before this one was not merged",
          .hint = "open the data again: what is in the archive is merged then"};
}

/// Bringing tables up to their archive has no writer's limit.
warehouse::Failure with_way_out(warehouse::Failure failure) {
  if (failure.kind == warehouse::FailureKind::out_of_memory)
    failure.hint =
        "run it again: what is in the archive is merged with all that warehouse.memory allows; where that is "
        "little, allow more";
  return failure;
}

}  // namespace

Result<StagedPage> DataSet::stage(RawPage page) {
  if (is_behind_) return behind();
  if (auto fits = check_room(bytes_of(page)); !fits) return fits.error();
  is_behind_ = true;
  auto archived = archive_page(page, page.decoded);
  if (!archived) return archived.error();
  page = {};  // before the tables want memory
  StagedPage staged{.head = archive_->head(), .first = {}};
  if (!archived->pages.readings.empty()) staged.first = archived->pages.readings.front().place;
  ReplayedPages& all = staged_.archived.pages;
  append(all.readings, archived->pages.readings);
  append(all.set_aside, archived->pages.set_aside);
  all.pages += archived->pages.pages;
  all.end = archive_->head();
  join(staged_.archived.intake, archived->intake);
  if (all.readings.size() >= merged_at_once)
    if (auto merged = merge_portion_staged(); !merged) return merged.error();
  is_behind_ = false;
  return staged;
}

/// Before the transaction begins DuckDB's memory and threads can be limited.
Result<void> DataSet::merge_portion_staged() {
  if (!staged_.growing) tables().prepare_large_write();
  if (auto begun = begin_growing(staged_.growing); !begun) return begun;
  auto merged = add_portion(*staged_.growing, std::exchange(staged_.archived.pages.readings, {}), {});
  if (!merged) return noted(with_way_out(merged.error()));
  count_merged(*merged);
  return {};
}

/// The rest in one merge, new or not: each takes as long as a few readings do.
Result<void> DataSet::merge_staged() {
  if (auto begun = begin_growing(staged_.growing); !begun) return begun;
  GrowingMerge& growing = *staged_.growing;
  auto readings = std::exchange(staged_.archived.pages.readings, {});
  if (readings.empty() && !growing.has_waiting()) return {};
  fields_.look_at(readings);
  growing.wait(std::move(readings));
  auto merged = growing.add_waiting({});
  if (!merged) return noted(with_way_out(merged.error()));
  if (auto done = fields_.remember(growing.connection()); !done) return noted(done.error());
  count_merged(*merged);
  return {};
}

void DataSet::count_merged(const warehouse::MergeReport& merged) {
  Intake& intake = staged_.archived.intake;
  intake.merged += merged;
  for (const auto& [field, count] : fields_.take_new()) intake.new_fields[field] += count;
}

/// A page that brings no conversations.
Result<archive::Appended> DataSet::stage_books(const archive::PageHeader& header,
                                               std::span<const std::string_view> records) {
  if (is_behind_) return behind();
  is_behind_ = true;
  auto page = archive_->append(header, records);
  if (!page) return page;
  if (auto synced = archive_->sync(); !synced) return synced.error();
  is_behind_ = false;
  ++staged_.archived.pages.pages;
  staged_.archived.pages.end = archive_->head();
  return page;
}

Result<void> DataSet::stage(const LedgerEntry& entry, Instant now) {
  const std::string record = encode_ledger(entry);
  const std::string_view view = record;
  auto staged = stage_books({.kind = archive::PageKind::ledger, .received_at = now}, {&view, 1});
  if (!staged) return staged.error();
  staged_.archived.pages.ledger.push_back(entry);
  return {};
}

Result<void> DataSet::stage(const NamesPage& page) {
  const std::vector<std::string_view> records(page.records.begin(), page.records.end());
  auto staged = stage_books({.kind = archive::PageKind::entities,
                             .received_at = page.as_of,
                             .as_of = page.as_of,
                             .note = std::string(note_of(page.kind))},
                            records);
  if (!staged) return staged.error();
  staged_.archived.pages.names.push_back(page);
  return {};
}

Result<Intake> DataSet::commit_staged(const std::stop_token& stop) {
  if (auto committed = show_staged(stop); !committed) return committed.error();
  return std::exchange(shown_, {});
}

/// To write it takes longer than somebody who is stopping has.
void DataSet::leave_large_log() {
  constexpr std::uintmax_t written_in_no_time = 32'000'000;
  if (tables_.log_bytes() > written_in_no_time) tables_.leave_log();
}

/// What becomes of it is told to whoever asks next.
Result<void> DataSet::show_staged(const std::stop_token& stop) {
  if (is_behind_) return behind();
  if (stop.stop_requested()) leave_large_log();
  if (staged_.archived.pages.pages == 0) {
    tables().lift_limits();  // whatever was added is over
    return {};
  }
  is_behind_ = true;
  if (auto merged = merge_staged(); !merged) return merged.error();
  Staged staged = std::exchange(staged_, {});
  GrowingMerge& growing = *staged.growing;
  const bool is_large = staged.archived.intake.records >= large_commit;
  if (auto added = add_books(growing.connection(), staged.archived.pages); !added)
    return noted(added.error());
  const bool is_stopping = stop.stop_requested();
  const bool goes_into_file = is_large && !is_stopping;
  if (is_large && is_stopping) tables_.leave_log();
  auto committed = is_stopping ? growing.commit_into_log()
                   : is_large  ? growing.commit_into_file()
                               : growing.commit();
  if (!committed) return noted(with_way_out(committed.error()));
  grown_ += staged.archived.intake.records;
  merged_ = staged.archived.pages.end;
  is_behind_ = false;
  join(shown_, staged.archived.intake);
  staged = {};
  if (goes_into_file) tables().shrink_cache(cache_of_writer);
  if (!is_large) tables().lift_limits();
  return {};
}

}  // namespace nowthen::extract

#include <utility>

#include "extract/archive_end.hpp"
#include "extract/archived_readings.hpp"
#include "extract/bookkeeping.hpp"
#include "extract/data_set.hpp"
#include "extract/replay_ahead.hpp"

// How what is in the archive comes into the tables, as it was just put there or when it is read again.

namespace nowthen::extract {
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
  ReplayAhead ahead(replay, stop);
  std::optional<GrowingMerge> growing;
  std::size_t records = 0;
  auto next = ahead.next();
  while (next && *next) {
    ReplayedPages pages = **std::move(next);
    if (auto fits = options_.floor.check(folder_.path(), pages.bytes); !fits) return fits.error();
    if (auto begun = begin_growing(growing); !begun) return begun;
    records += pages.readings.size();
    if (auto added = add_replayed(*growing, pages, stop); !added) return noted(added.error());
    recovery_.pages += pages.pages;
    recovery_.unreadable += pages.unreadable;
    next = ahead.next();
    const bool is_last = !next || !*next;
    if (!pages.is_page_end || (records < replayed_at_once && !is_last)) continue;
    if (auto committed = commit_replayed(*growing, pages.end, stop); !committed) return committed;
    growing.reset();
    records = 0;
  }
  if (!next) return next.error();
  return {};
}

/// What is forgotten goes by all that was merged before.
warehouse::Outcome<void> DataSet::add_replayed(GrowingMerge& growing, ReplayedPages& pages,
                                               const std::stop_token& stop) {
  if (auto added = add_portion(growing, std::exchange(pages.readings, {}), stop); !added)
    return added.error();
  if (pages.retention)
    if (auto added = growing.add_waiting(stop); !added) return added.error();
  return add_books(growing.connection(), pages);
}

Result<void> DataSet::commit_replayed(GrowingMerge& growing, const archive::Head& end,
                                      const std::stop_token& stop) {
  if (auto added = growing.add_waiting(stop); !added) return noted(added.error());
  if (auto committed = growing.commit(); !committed) return noted(committed.error());
  merged_ = end;
  if (options_.on_replay) options_.on_replay(recovery_.pages);
  return {};
}

/// With what goes with them, and how far the archive is merged then.
warehouse::Outcome<warehouse::MergeReport> DataSet::add(warehouse::Merging& merging,
                                                        const ReplayedPages& pages,
                                                        const std::stop_token& stop) {
  auto merged = add_readings(merging, pages.readings, stop);
  if (!merged) return merged;
  if (auto done = add_books(merging.connection(), pages); !done) return done.error();
  return merged;
}

GrowingMerge::Merged DataSet::add_portion(GrowingMerge& growing, std::vector<warehouse::Reading> readings,
                                          const std::stop_token& stop) {
  fields_.look_at(readings);
  auto merged = growing.add(std::move(readings), stop);
  if (!merged) return merged;
  if (auto done = fields_.remember(growing.connection()); !done) return done.error();
  return merged;
}

warehouse::Outcome<warehouse::MergeReport> DataSet::add_readings(warehouse::Merging& merging,
                                                                 std::span<const warehouse::Reading> readings,
                                                                 const std::stop_token& stop) {
  fields_.look_at(readings);
  auto merged = merging.add(readings, fetch_from_archive(folder_.archive()), stop);
  if (!merged) return merged;
  if (auto done = fields_.remember(merging.connection()); !done) return done.error();
  return merged;
}

warehouse::Outcome<void> DataSet::add_books(warehouse::Connection& connection, const ReplayedPages& pages) {
  if (auto done = keep_books(connection, pages, leg_bounds_); !done) return done;
  if (pages.end.sequence == 0) return boost::system::in_place_value;
  return put_archive_end(connection, pages.end);
}

Result<warehouse::Merging> DataSet::begin_merging() {
  tables_.note_change();
  auto begun = tables().begin_merging();
  if (!begun) return noted(begun.error());
  return *std::move(begun);
}

/// Where none is under way.
Result<void> DataSet::begin_growing(std::optional<GrowingMerge>& growing) {
  if (growing) return {};
  auto begun = begin_merging();
  if (!begun) return begun.error();
  growing.emplace(*std::move(begun), folder_.archive());
  return {};
}

Result<warehouse::MergeReport> DataSet::merge(const ReplayedPages& pages, const std::stop_token& stop) {
  auto merging = begin_merging();
  if (!merging) return merging.error();
  auto merged = add(*merging, pages, stop);
  if (!merged) return noted(merged.error());
  if (auto committed = merging->commit(); !committed) return noted(committed.error());
  merged_ = pages.end;
  grown_ += std::ssize(pages.readings);
  return *std::move(merged);
}

}  // namespace nowthen::extract

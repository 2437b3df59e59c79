#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "core/ahead.hpp"
#include "extract/archive_end.hpp"
#include "extract/archived_readings.hpp"
#include "extract/bookkeeping.hpp"
#include "extract/data_set.hpp"

// How what is in the archive comes into the tables, as it was just put there or when it is read again.

namespace nowthen::extract {
namespace {

/// Conversations of a transaction when the archive is read again: some 150 MB in memory.
constexpr std::size_t replayed_at_once = 16'000;

/// Of known conversations, decoded: some 20 MB. Where they are more, what they say is read from the archive
/// again.
constexpr std::size_t waiting_decoded = 500;

/// Likewise, decoded or not. For each such portion whole tables are looked through; one takes 600 bytes.
constexpr std::size_t waiting_at_once = 8'000;

warehouse::FetchReading from_archive(const DataFolder& folder) {
  const auto kept = std::make_shared<ArchivedReadings>(folder.archive());
  return [kept](const warehouse::ArchivePlace& place) { return (*kept)(place); };
}

}  // namespace

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
  Growing growing;
  std::size_t records = 0;
  auto next = take_next();
  while (next && *next) {
    ReplayedPages pages = **std::move(next);
    if (auto fits = options_.floor.check(folder_.path(), pages.bytes); !fits) return fits.error();
    if (auto begun = begin_merging(growing.merging); !begun) return begun;
    records += pages.readings.size();
    if (auto added = add_replayed(growing, pages, stop); !added) return noted(added.error());
    recovery_.pages += pages.pages;
    recovery_.unreadable += pages.unreadable;
    next = take_next();
    const bool is_last = !next || !*next;
    if (!pages.is_page_end || (records < replayed_at_once && !is_last)) continue;
    if (auto committed = commit_replayed(growing, pages.end, stop); !committed) return committed;
    records = 0;
  }
  if (!next) return next.error();
  return {};
}

/// What is forgotten goes by all that was merged before.
warehouse::Outcome<void> DataSet::add_replayed(Growing& growing, ReplayedPages& pages,
                                               const std::stop_token& stop) {
  if (auto added = add_portion(growing, std::exchange(pages.readings, {}), stop); !added)
    return added.error();
  if (pages.retention)
    if (auto added = add_waiting(growing, stop); !added) return added.error();
  return add_books(*growing.merging, pages);
}

Result<void> DataSet::commit_replayed(Growing& growing, const archive::Head& end,
                                      const std::stop_token& stop) {
  if (auto added = add_waiting(growing, stop); !added) return noted(added.error());
  if (auto committed = growing.merging->commit(); !committed) return noted(committed.error());
  growing = {};
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
  if (auto done = add_books(merging, pages); !done) return done.error();
  return merged;
}

/// Those of new conversations. The others wait for more of their kind.
warehouse::Outcome<warehouse::MergeReport> DataSet::add_portion(Growing& growing,
                                                                std::vector<warehouse::Reading> readings,
                                                                const std::stop_token& stop) {
  fields_.look_at(readings);
  auto merged = growing.merging->add_new(readings, from_archive(folder_), stop);
  if (!merged) return merged;
  if (auto done = fields_.remember(growing.merging->connection()); !done) return done.error();
  auto& waiting = growing.waiting;
  waiting.insert(waiting.end(), std::make_move_iterator(readings.begin()),
                 std::make_move_iterator(readings.end()));
  if (waiting.size() < waiting_decoded) return merged;
  std::for_each(waiting.begin(), waiting.end(), warehouse::let_go);
  if (waiting.size() < waiting_at_once) return merged;
  auto more = add_waiting(growing, stop);
  if (more) *more += *merged;
  return more;
}

warehouse::Outcome<warehouse::MergeReport> DataSet::add_waiting(Growing& growing,
                                                                const std::stop_token& stop) {
  const auto readings = std::exchange(growing.waiting, {});
  if (readings.empty()) return warehouse::MergeReport{};
  return growing.merging->add(readings, from_archive(folder_), stop);
}

warehouse::Outcome<warehouse::MergeReport> DataSet::add_readings(warehouse::Merging& merging,
                                                                 std::span<const warehouse::Reading> readings,
                                                                 const std::stop_token& stop) {
  fields_.look_at(readings);
  auto merged = merging.add(readings, from_archive(folder_), stop);
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

}  // namespace nowthen::extract

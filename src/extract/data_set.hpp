#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "archive/writer.hpp"
#include "extract/data_folder.hpp"
#include "extract/erasure/erasure.hpp"
#include "extract/free_space.hpp"
#include "extract/growing_merge.hpp"
#include "extract/ledger_entry.hpp"
#include "extract/leg_bounds.hpp"
#include "extract/names_page.hpp"
#include "extract/privacy/intake_gate.hpp"
#include "extract/privacy/suppression.hpp"
#include "extract/quarantine.hpp"
#include "extract/readings_of.hpp"
#include "extract/replay.hpp"
#include "extract/tables_file.hpp"
#include "extract/unknown_fields.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// Records as they came, with what is known of the reply or file.
struct RawPage {
  archive::PageHeader header;
  std::vector<std::string> records;
  /// What the first of them say, one each, where somebody has decoded just these bytes. Most often empty.
  std::vector<ConversationDetail> decoded{};
};

/// Of its records.
std::uint64_t bytes_of(const RawPage& page) noexcept;

/// A record that could not be understood. Its bytes are in the archive.
struct Quarantined {
  std::size_t record = 0;  ///< Which of the page, from 0.
  std::string reason;
};

/// What became of a page.
struct Intake {
  std::int64_t records = 0;  ///< Those understood.
  std::int64_t pages = 0;    ///< Pages put into the archive.
  std::vector<Quarantined> quarantined;
  FieldCounts new_fields;           ///< Fields that nothing in the data set had before it was opened.
  std::int64_t suppressed = 0;      ///< Records of erased conversations: nothing of them is kept.
  std::int64_t withheld = 0;        ///< Of `quarantined`, those whose bytes policy kept out of the archive.
  std::int64_t policed_values = 0;  ///< Values that policy changed or took out.
  warehouse::MergeReport merged;
};

/// A page that is archived.
struct StagedPage {
  archive::Head head;                            ///< Its place in the archive's chain of pages.
  std::optional<warehouse::ArchivePlace> first;  ///< Of its first record that was understood, if any was.
};

/// What opening had to do before the tables were what the archive says.
struct Recovery {
  std::optional<archive::Cut> cut;  ///< A torn end of the archive.
  std::string set_aside;  ///< Where a warehouse was moved to that is corrupt, in doubt, or too old to be
                          ///< moved forward; empty: there was none.
  std::optional<int> migrated_from;  ///< The version of tables that were moved forward.
  std::int64_t pages = 0;            ///< Pages of the archive that had not been merged, and now are.
  std::int64_t unreadable = 0;       ///< Records of these that are erased or damaged.
  std::uint64_t damage = 0;          ///< Places where the archive is damaged, as far as it was looked at.
  bool erasure_finished = false;     ///< One had been interrupted; exports may be left to be cleaned.
};

/// Told of pages merged while a warehouse is brought up to its archive.
using OnReplay = std::function<void(std::int64_t pages)>;

/// How a data set is opened.
struct DataSetOptions {
  std::string memory_limit = "512MB";  ///< Of DuckDB's own.
  int threads = 0;                     ///< Of its queries; 0: as many as there are processors.
  SpaceFloor floor;                    ///< Checked before anything is taken.
  OnReplay on_replay;                  ///< May be empty.
  std::int64_t opened_for = 200'000;   ///< So many readings: then see `DataSet::has_grown`.
};

/// Archive and warehouse of one organisation, for whoever owns its folder.
///
/// What is taken is in the archive, synced, before anything is concluded from it; then it is merged, with the
/// archive's end as it was then, in one transaction. Whatever interrupts that, the next opening merges what
/// is missing. Not thread-safe; queries go through connections of their own.
class DataSet {
 public:
  /// Opens or makes both. A warehouse that DuckDB finds corrupt, be it only when it is brought up to the
  /// archive, or that is too old to be moved forward, is moved aside and made anew from the archive; one that
  /// is locked, newer or unreadable is an error. Blocks while it brings the warehouse up to the archive.
  /// Fails with `local`, `no_room` and `cancelled`.
  static Result<DataSet> open(DataFolder folder, const warehouse::Library& library,
                              const OnReplay& on_replay = {}, const std::stop_token& stop = {});

  static Result<DataSet> open_with(DataFolder folder, const warehouse::Library& library,
                                   DataSetOptions options, const std::stop_token& stop);

  /// Lets a policy about persons' data act on all that is taken from now on. None: records are kept as they
  /// come.
  void obey(std::shared_ptr<const RecordPolicy> policy) { gate_.obey(std::move(policy)); }

  /// Takes a page: archives it, what cannot be understood apart, and merges it. Policy acts before, and what
  /// is of erased conversations is left out. Fails with `local`; then the page may be in the archive, and is
  /// merged at the next opening. Fails with `no_room` where the disk has less free than it should; then
  /// nothing is done, and it can be tried again.
  Result<Intake> take(const RawPage& page, const std::stop_token& stop = {});

  /// Fails with `no_room` where the disk would have less free than it should with `bytes` more.
  Result<void> check_room(std::uint64_t bytes) const { return options_.floor.check(folder_.path(), bytes); }

  /// Archives a page, synced; it is merged, with others, in a transaction that `commit_staged` commits, or
  /// whatever else is done with this data set. Otherwise as `take`.
  Result<StagedPage> stage(RawPage page);

  /// The same for what was concluded from pages before.
  Result<void> stage(const LedgerEntry& entry, Instant now);

  /// The same for what some ids are called.
  Result<void> stage(const NamesPage& page);

  /// Archives messages of the live feed, synced, however much is free: `check_room` tells. Where a policy
  /// about persons' data is in force nothing is kept: what they say of conversations is concluded before.
  Result<void> stage(const std::vector<live::ReceivedFrame>& frames);

  /// The same for what the live feed concluded; policy acts on it, and what is of erased conversations is
  /// left out.
  Result<void> stage(const live::Concluded& concluded, Instant now);

  /// Makes the tables show what is staged, all at once. Fails as `take` does.
  /// @param stop  requested: some ten thousand conversations go into DuckDB's log, and stay there when this
  ///              is closed, instead of into the file: quicker, and more to do for whoever opens it next
  /// @return what became of all of it, and of what was shown since the last call because something else was
  ///         done with this data set
  Result<Intake> commit_staged(const std::stop_token& stop = {});

  /// Looks for all that is kept of conversations. Fails with `local` and `cancelled`.
  Result<ErasurePlan> find_erasure(const ErasureRequest& request, const std::stop_token& stop = {});

  /// Erases them from archive, tables, the files beside and exports, so that they do not come back, and
  /// leaves a certificate in folder `erased`. Nobody else may have a connection of `tables()`, which are
  /// another object afterwards. Blocks. Where the disk has no room for a second file of the tables, nothing
  /// is done (`no_room`). Once begun it comes to its end: after a failure (`local`) or a crash the next
  /// `open` goes on, and `finish_erasure`. After a failure this object is of no more use.
  Result<ErasureReport> erase(const ErasurePlan& plan, const ErasureTools& tools);

  /// Goes on with an erasure that `open` could not bring to its end, for want of `clean_export`; nothing
  /// where there is none. Fails as `erase` does.
  Result<std::optional<ErasureReport>> finish_erasure(const ErasureTools& tools);

  /// Keeps a run, or what has become of one kept before; gives it its id. Fails with `local`.
  Result<void> keep(Run& run);

  /// Lets the tables forget what is old, now and whenever they are made anew. Fails with `local`.
  Result<void> forget(const Retention& retention, Instant now);

  /// What is in the archive so far can be dropped then. Fails with `local`.
  Result<void> begin_segment() { return archive_->begin_segment(); }

  /// Drops the archive's segments before that one: see `archive::Writer::prune`.
  Result<std::uint32_t> drop_segments(std::uint32_t first_kept);

  /// Writes the tables into a new file and puts it in place of the old one, so that what was deleted is
  /// nowhere in it and takes no space. No connection to the tables may be open. Fails with `local`; then they
  /// are as they were, or this data set is of no more use.
  Result<void> rewrite_tables();

  /// Commits what is staged and writes into the tables' file what is beside it, as well as can be while
  /// others read: with the archive synced after each page, the folder's files are whole then until something
  /// is taken.
  void settle();

  /// So many conversations were put into the tables since they were opened that they had better be opened
  /// anew: DuckDB keeps some hundred bytes in memory of each that it has written, until it is closed.
  bool has_grown() const noexcept { return grown_ >= options_.opened_for; }

  /// Closes the tables, what is staged committed before, and opens them again, as another object. No
  /// connection to them may be open. Blocks. Fails with `local`; then this object is of no more use.
  Result<void> open_tables_anew();

  /// Closes all and gives the folder, still locked; what is staged is committed before. No connection to the
  /// tables may be open.
  static DataFolder closed(DataSet set);

  /// Whether it was erased and is kept from coming back.
  bool is_erased(std::string_view conversation_id) const { return suppression_.contains(conversation_id); }

  /// Whether a policy about persons' data acts on what is taken.
  bool has_policy() const noexcept { return gate_.has_policy(); }

  warehouse::Warehouse& tables() noexcept { return tables_.tables(); }
  const DataFolder& folder() const noexcept { return folder_; }
  DataFolder& folder() noexcept { return folder_; }
  const Recovery& recovery() const noexcept { return recovery_; }

 private:
  DataSet(DataFolder folder, DataSetOptions options, Suppression suppression);

  /// The records of a page, those that are understood apart from the others. Views are into the page and into
  /// `changed`.
  struct SortedRecords {
    std::vector<warehouse::Reading> readings;
    std::vector<std::string_view> sound;
    std::vector<std::string_view> unsound;
    std::vector<Quarantined> quarantined;  ///< One for each of `unsound`.
    std::deque<std::string> changed;       ///< Records that policy changed.
    Intake counts;
  };

  /// A page that is in the archive, or several.
  struct ArchivedPage {
    ReplayedPages pages;
    Intake intake;
  };

  /// Pages that are in the archive. Some hundred readings at a time are merged: decoded, they take more
  /// memory than all that DuckDB makes of them.
  struct Staged {
    ArchivedPage archived;                ///< Its readings: those that `growing` has not seen.
    std::optional<GrowingMerge> growing;  ///< Nothing: it has not begun.
  };

  SortedRecords sort_out(const RawPage& page, std::span<ConversationDetail> decoded);
  Result<ArchivedPage> archive_page(const RawPage& page, std::span<ConversationDetail> decoded);
  Result<void> merge_portion_staged();
  Result<void> merge_staged();
  void count_merged(const warehouse::MergeReport& merged);
  Result<void> show_staged(const std::stop_token& stop = {});
  Result<warehouse::Merging> begin_merging();
  Result<void> begin_growing(std::optional<GrowingMerge>& growing);
  GrowingMerge::Merged add_portion(GrowingMerge& growing, std::vector<warehouse::Reading> readings,
                                   const std::stop_token& stop);
  Result<archive::Appended> stage_books(const archive::PageHeader& header,
                                        std::span<const std::string_view> records);
  void sort_in(std::size_t index, std::string_view record, Admission admission, SortedRecords& sorted);
  Result<std::vector<SetAsideRow>> set_apart(const archive::PageHeader& header, const SortedRecords& sorted);
  Result<Intake> take_now(const RawPage& page, const std::stop_token& stop);
  Result<void> start(const warehouse::Library& library, const std::stop_token& stop);
  Result<void> set_tables_aside();
  Error noted(const warehouse::Failure& failure);
  Result<void> open_archive();
  Result<void> replay(const std::stop_token& stop);
  Result<void> merge_replayed(Replay& replay, const std::stop_token& stop);
  warehouse::Outcome<void> add_replayed(GrowingMerge& growing, ReplayedPages& pages,
                                        const std::stop_token& stop);
  Result<void> commit_replayed(GrowingMerge& growing, const archive::Head& end, const std::stop_token& stop);
  warehouse::Outcome<warehouse::MergeReport> add(warehouse::Merging& merging, const ReplayedPages& pages,
                                                 const std::stop_token& stop);
  warehouse::Outcome<warehouse::MergeReport> add_readings(warehouse::Merging& merging,
                                                          std::span<const warehouse::Reading> readings,
                                                          const std::stop_token& stop);
  warehouse::Outcome<void> add_books(warehouse::Connection& connection, const ReplayedPages& pages);
  Result<warehouse::MergeReport> merge(const ReplayedPages& pages, const std::stop_token& stop);
  Result<void> archive_alone(const archive::PageHeader& header, const std::string& record);
  void leave_large_log();
  Result<void> check_usable();
  Result<void> check_room_for_tables() const;

  Result<ErasureReport> carry_out(ErasureJournal journal, const ErasureTools& tools,
                                  ErasureReport report = {});
  Result<void> clean_folder(ErasureJournal& journal, archive::Disk& disk);
  Result<bool> clean_copies(const ErasureTools& tools, ErasureReport& report) const;
  Result<void> clean_exports(const std::vector<std::string>& paths, const ErasureTools& tools,
                             ErasureReport& report) const;

  DataFolder folder_;
  DataSetOptions options_;
  TablesFile tables_;
  std::unique_ptr<archive::Writer> archive_;
  archive::Head merged_;  ///< The last page that the warehouse has.
  ReadingMaker maker_;
  IntakeGate gate_;
  Suppression suppression_;
  Recovery recovery_;
  FieldsSeen fields_;
  LegBounds leg_bounds_;
  Staged staged_;  ///< Behind `tables_`: its transaction ends before these are closed.
  Intake shown_;   ///< Of what was staged and committed for another's sake: not told yet.
  std::optional<warehouse::FailureKind> unusable_;  ///< Why the tables have to be made anew.
  std::int64_t grown_ = 0;  ///< Readings that were merged since the tables were opened.
  bool is_behind_ = false;  ///< A page may be in the archive that the tables lack: nothing more is taken.
};

}  // namespace nowthen::extract

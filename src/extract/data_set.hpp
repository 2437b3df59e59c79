#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "archive/writer.hpp"
#include "extract/data_folder.hpp"
#include "extract/erasure/erasure.hpp"
#include "extract/privacy/intake_gate.hpp"
#include "extract/privacy/suppression.hpp"
#include "extract/quarantine.hpp"
#include "extract/readings_of.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// Records as they came, with what is known of the reply or file.
struct RawPage {
  archive::PageHeader header;
  std::vector<std::string> records;
};

/// A record that could not be understood. Its bytes are in the archive.
struct Quarantined {
  std::size_t record = 0;  ///< Which of the page, from 0.
  std::string reason;
};

/// What became of a page.
struct Intake {
  std::int64_t records = 0;  ///< Those understood.
  std::vector<Quarantined> quarantined;
  std::int64_t suppressed = 0;      ///< Records of erased conversations: nothing of them is kept.
  std::int64_t withheld = 0;        ///< Of `quarantined`, those whose bytes policy kept out of the archive.
  std::int64_t policed_values = 0;  ///< Values that policy changed or took out.
  warehouse::MergeReport merged;
};

/// What opening had to do before the tables were what the archive says.
struct Recovery {
  std::optional<archive::Cut> cut;  ///< A torn end of the archive.
  std::string set_aside;            ///< Where a corrupt warehouse was moved to; empty: there was none.
  std::int64_t pages = 0;           ///< Pages of the archive that had not been merged, and now are.
  std::int64_t unreadable = 0;      ///< Records of these that are erased or damaged.
  bool erasure_finished = false;    ///< One had been interrupted; exports may be left to be cleaned.
  std::uint64_t damage = 0;         ///< Places where the archive is damaged, as far as it was looked at.
};

/// Told of pages merged while a warehouse is brought up to its archive.
using OnReplay = std::function<void(std::int64_t pages)>;

/// Archive and warehouse of one organisation, for whoever owns its folder.
///
/// What is taken is in the archive, synced, before anything is concluded from it; then it is merged, with the
/// archive's end as it was then, in one transaction. Whatever interrupts that, the next opening merges what
/// is missing. Not thread-safe; queries go through connections of their own.
class DataSet {
 public:
  /// Opens or makes both. A warehouse that DuckDB finds corrupt is moved aside and made anew from the
  /// archive; one that is locked, newer or unreadable is an error. Blocks while it brings the warehouse up to
  /// the archive. Fails with `local` and `cancelled`.
  static Result<DataSet> open(DataFolder folder, const warehouse::Library& library,
                              const OnReplay& on_replay = {}, const std::stop_token& stop = {});

  /// Lets a policy about persons' data act on all that is taken from now on. None: records are kept as they
  /// come.
  void obey(std::shared_ptr<const RecordPolicy> policy) { gate_.obey(std::move(policy)); }

  /// Takes a page: archives it, what cannot be understood apart, and merges it. Policy acts before, and what
  /// is of erased conversations is left out. Fails with `local`; then the page may be in the archive, and is
  /// merged at the next opening.
  Result<Intake> take(const RawPage& page, const std::stop_token& stop = {});

  /// Looks for all that is kept of conversations. Fails with `local` and `cancelled`.
  Result<ErasurePlan> find_erasure(const ErasureRequest& request, const std::stop_token& stop = {});

  /// Erases them from archive, tables, the files beside and exports, so that they do not come back, and
  /// leaves a certificate in folder `erased`. Nobody else may have a connection of `tables()`, which are
  /// another object afterwards. Blocks. Once begun it comes to its end: after a failure (`local`) or a crash
  /// the next `open` goes on, and `finish_erasure`. After a failure this object is of no more use.
  Result<ErasureReport> erase(const ErasurePlan& plan, const ErasureTools& tools);

  /// Goes on with an erasure that `open` could not bring to its end, for want of `clean_export`; nothing
  /// where there is none. Fails as `erase` does.
  Result<std::optional<ErasureReport>> finish_erasure(const ErasureTools& tools);

  warehouse::Warehouse& tables() noexcept { return *warehouse_; }
  const DataFolder& folder() const noexcept { return folder_; }
  const Recovery& recovery() const noexcept { return recovery_; }

 private:
  DataSet(DataFolder folder, warehouse::Library library, warehouse::Warehouse warehouse,
          Suppression suppression)
      : folder_(std::move(folder)),
        library_(std::move(library)),
        warehouse_(std::make_unique<warehouse::Warehouse>(std::move(warehouse))),
        suppression_(std::move(suppression)) {}

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

  SortedRecords sort_out(const RawPage& page);
  void sort_in(std::size_t index, std::string_view record, Admission admission, SortedRecords& sorted);
  Result<std::vector<SetAsideRow>> set_apart(const archive::PageHeader& header, const SortedRecords& sorted);
  Result<Intake> take_now(const RawPage& page, const std::stop_token& stop);
  Result<void> open_archive();
  Result<void> replay(const OnReplay& on_replay, const std::stop_token& stop);
  Result<warehouse::MergeReport> merge(const std::vector<warehouse::Reading>& readings,
                                       const archive::Head& end, const std::vector<SetAsideRow>& set_aside,
                                       const std::stop_token& stop);

  static warehouse::Outcome<warehouse::Warehouse> open_tables(const warehouse::Library& library,
                                                              const DataFolder& folder);
  Result<ErasureReport> carry_out(ErasureJournal journal, const ErasureTools& tools,
                                  ErasureReport report = {});
  Result<void> clean_folder(ErasureJournal& journal, archive::Disk& disk);
  Result<bool> clean_exports(const ErasureTools& tools, ErasureReport& report) const;

  DataFolder folder_;
  warehouse::Library library_;
  std::unique_ptr<warehouse::Warehouse> warehouse_;
  std::unique_ptr<archive::Writer> archive_;
  archive::Head merged_;  ///< The last page that the warehouse has.
  ReadingMaker maker_;
  IntakeGate gate_;
  Suppression suppression_;
  Recovery recovery_;
  bool is_behind_ = false;  ///< A page may be in the archive that the tables lack: nothing more is taken.
};

}  // namespace nowthen::extract

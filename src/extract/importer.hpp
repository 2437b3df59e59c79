#pragma once
#include <cstdint>
#include <functional>
#include <nowthen/core/clock.hpp>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "extract/data_set.hpp"
#include "extract/import_file.hpp"

namespace nowthen::extract {

/// Something of a file that was not understood. Its bytes, where there are any, are in the archive.
struct ImportTrouble {
  std::uint64_t line = 0;  ///< Where it begins, from 1.
  std::string reason;
};

/// What became of a file.
struct ImportReport {
  std::int64_t records = 0;  ///< Conversations understood.
  std::int64_t pages = 0;    ///< Pages put into the archive.
  std::uint64_t bytes = 0;   ///< Read of the file, before unpacking.
  FieldCounts new_fields;    ///< Fields that this program does not know and that are new to the data set.
  std::int64_t troubles = 0;
  std::int64_t suppressed = 0;      ///< Records of erased conversations, of which nothing is kept.
  std::int64_t withheld = 0;        ///< Of the troubles, those whose bytes the privacy policy kept out.
  std::int64_t policed_values = 0;  ///< Values that it changed or took out.
  std::vector<ImportTrouble> first_troubles;  ///< At most `shown_troubles`.
  warehouse::MergeReport merged;

  static constexpr std::size_t shown_troubles = 20;
};

/// Told now and then how far a file is.
using OnProgress = std::function<void(const ImportReport& so_far, std::uint64_t bytes_read)>;

/// Takes a page as `DataSet::take` does.
using TakePage = std::function<Result<Intake>(const RawPage& page, const std::stop_token& stop)>;

/// Takes the records of files into a data set, a thousand at a time or, of a reply, up to twenty thousand or
/// 128 MB together: its `dataAvailabilityDate` may stand behind them. Memory is bounded by these and the
/// largest record. A larger reply that says its date only at its end counts as of the file's time as far as
/// it was taken before. Not thread-safe.
class Importer {
 public:
  /// @param as_of  the instant at which the records were true, where their reply does not say it; nothing:
  /// each
  ///               file's own time, and for a pipe the clock's
  Importer(DataSet& data, Clock& clock, std::optional<Instant> as_of)
      : Importer([&data](const RawPage& page, const std::stop_token& stop) { return data.take(page, stop); },
                 clock, as_of) {}

  /// The same into whatever takes pages as a data set does.
  Importer(TakePage take_page, Clock& clock, std::optional<Instant> as_of)
      : take_page_(std::move(take_page)), clock_(&clock), as_of_(as_of) {}

  /// Reads the file to its end. What came before an error (`local`, `cancelled`) is taken and counted in
  /// `report`.
  Result<void> take(ImportFile& file, ImportReport& report, const OnProgress& on_progress,
                    const std::stop_token& stop);

 private:
  /// Records that become a page.
  struct Batch {
    RecordKind kind = RecordKind::platform_record;
    std::optional<Instant> as_of;
    std::uint64_t reply = 0;
    std::vector<std::string> records;
    std::vector<std::uint64_t> lines;
    std::size_t bytes = 0;
  };

  Result<void> add(const Scanned& scanned, ImportReport& report, const std::stop_token& stop);
  Result<void> add_found(const Found& found, ImportReport& report, const std::stop_token& stop);
  Result<void> add_refused(const Refused& refused, ImportReport& report, const std::stop_token& stop);
  Result<void> flush(ImportReport& report, const std::stop_token& stop);
  Result<void> flush_refused(ImportReport& report, const std::stop_token& stop);
  archive::PageHeader header_for(std::optional<Instant> as_of) const;
  bool fits(const Found& found) const noexcept;

  TakePage take_page_;
  Clock* clock_;
  std::optional<Instant> as_of_;
  std::optional<Instant> file_time_;
  Batch batch_;
  std::vector<std::string> refused_;  ///< Bytes that are no records, on their way to quarantine.
  std::size_t refused_bytes_ = 0;
};

}  // namespace nowthen::extract

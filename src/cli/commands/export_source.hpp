#pragma once
#include <nowthen/core/result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/export_plan.hpp"
#include "cli/commands/export_sql.hpp"
#include "cli/context.hpp"

namespace nowthen::cli {

/// What an export makes of all tables.
struct ExportManner {
  ExportForm form;
  DayRange range;
  std::string zone;  ///< Whose days they are.
};

/// A file that is there as it was written, and the state of its rows then.
struct ExportedDay {
  std::optional<std::string> day;
  std::string state;

  bool operator==(const ExportedDay&) const = default;
};

/// The tables of which an export makes files, one table after the other: `begin`, `write` for each day that
/// `begin` gave and that is not among `have`, in that order, `end`. After a failure nothing more. Used by one
/// thread at a time.
class ExportSource {
 public:
  virtual ~ExportSource() = default;

  /// The days of the range that have rows, and their states. `have`: files that need not be written again.
  virtual Result<std::vector<DayState>> begin(const ExportTable& table,
                                              const std::vector<ExportedDay>& have) = 0;
  /// Writes the rows of the next day to a file.
  virtual Result<void> write(const DayState& day, const std::string& path) = 0;
  virtual Result<void> end() = 0;
};

/// Those of `states` that are not among `have`.
std::vector<DayState> days_to_write(const std::vector<DayState>& states,
                                    const std::vector<ExportedDay>& have);

}  // namespace nowthen::cli

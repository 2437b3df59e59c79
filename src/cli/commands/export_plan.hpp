#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/export_manifest.hpp"

namespace nowthen::cli {

/// What the tables hold of one day of one table.
struct DayState {
  std::optional<std::string> day;
  std::int64_t rows = 0;
  std::string state;

  bool operator==(const DayState&) const = default;
};

/// What there is to do for one table.
struct ExportPlan {
  std::vector<DayState> write;
  std::vector<ExportedFile> keep;
  std::vector<ExportedFile> remove;  ///< Days that have no rows any more.
};

/// Compares what the tables hold with what was exported before.
///
/// @param states     the days of the range that have rows
/// @param before     files of this table that the manifest lists, of any day
/// @param in_range   whether a day lies in the range; files of other days are kept
/// @param is_intact  whether a file is still there as it was written
ExportPlan plan_export(const std::vector<DayState>& states, const std::vector<ExportedFile>& before,
                       const std::function<bool(const std::optional<std::string>&)>& in_range,
                       const std::function<bool(const ExportedFile&)>& is_intact);

}  // namespace nowthen::cli

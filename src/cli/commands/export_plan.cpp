#include "cli/commands/export_plan.hpp"

#include <algorithm>

namespace nowthen::cli {

ExportPlan plan_export(const std::vector<DayState>& states, const std::vector<ExportedFile>& before,
                       const std::function<bool(const std::optional<std::string>&)>& in_range,
                       const std::function<bool(const ExportedFile&)>& is_intact) {
  ExportPlan plan;
  for (const DayState& now : states) {
    const bool is_same = std::any_of(before.begin(), before.end(), [&](const ExportedFile& file) {
      return file.day == now.day && file.state == now.state && is_intact(file);
    });
    if (!is_same) plan.write.push_back(now);
  }
  for (const ExportedFile& file : before) {
    const bool has_rows =
        std::any_of(states.begin(), states.end(), [&](const DayState& now) { return now.day == file.day; });
    const bool is_written = std::any_of(plan.write.begin(), plan.write.end(),
                                        [&](const DayState& now) { return now.day == file.day; });
    if (has_rows && is_written) continue;
    (has_rows || !in_range(file.day) ? plan.keep : plan.remove).push_back(file);
  }
  return plan;
}

}  // namespace nowthen::cli

#include "cli/commands/export_source.hpp"

#include <algorithm>

namespace nowthen::cli {

std::vector<DayState> days_to_write(const std::vector<DayState>& states,
                                    const std::vector<ExportedDay>& have) {
  std::vector<DayState> days;
  for (const DayState& now : states)
    if (std::find(have.begin(), have.end(), ExportedDay{now.day, now.state}) == have.end())
      days.push_back(now);
  return days;
}

}  // namespace nowthen::cli

#pragma once
#include <string>
#include <vector>

#include "cli/commands/sync_status.hpp"
#include "cli/output/style.hpp"

namespace nowthen::cli {

/// Days as a calendar: a week a row, each day its number and a letter for its state, then what the letters
/// mean. At most 60 columns wide; says the same without colour. Pure.
/// @param weeks  of the last ones, so many are drawn; what is before is counted in a line
std::string calendar_text(const std::vector<DayStatus>& days, std::size_t weeks, const Palette& palette);

}  // namespace nowthen::cli

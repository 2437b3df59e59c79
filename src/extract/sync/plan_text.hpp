#pragma once
#include <string>
#include <string_view>

#include "extract/plan/planner.hpp"

namespace nowthen::extract {

/// Where a plan goes on, besides rows and windows: JSON.
std::string encode_plan(const Planner& planner);

/// Puts it back; what it does not understand it leaves out, which costs requests and loses nothing.
void restore_plan(std::string_view text, Planner& planner);

/// The first day that it is about; nothing where the text says none.
std::optional<UtcDay> first_day_in(std::string_view text);

}  // namespace nowthen::extract

#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "extract/tutorial/tutorial_plan.hpp"

namespace nowthen::extract {

/// Where a plan goes on, besides days and conversations: JSON. No ids are in it, for it is not erased with a
/// conversation.
std::string encode_plan(const TutorialPlan& plan);

/// Puts it back, but for the ids of a look at history that was under way. What it does not understand it
/// leaves out, which costs requests and loses nothing.
/// @return that look, whose ids are to be read from the pages at its places; nothing: none was under way
std::optional<HistoryLook> restore_plan(std::string_view text, TutorialPlan& plan);

/// Whether a plan's text is of the tutorial's contract.
bool is_tutorial_plan(std::string_view text);

}  // namespace nowthen::extract

#pragma once
#include <string>

#include "extract/prune.hpp"

namespace nowthen::cli {

/// What was pruned, or would be, for people: lines.
std::string prune_text(const extract::PruneReport& report, bool is_plan);

/// The same as one JSON object.
std::string prune_json(const extract::PruneReport& report, bool is_plan);

}  // namespace nowthen::cli

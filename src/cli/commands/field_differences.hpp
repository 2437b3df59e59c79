#pragma once
#include <vector>

#include "cli/commands/comparison.hpp"

namespace nowthen::cli {

/// What the two sides show differently of the same conversation. Pure.
///
/// A field that one side leaves out is no difference: the contracts show different parts. History names no
/// queue and no direction, so only media, state, start, end and participants are held against each other.
std::vector<FieldDifference> field_differences(const Conversation& live, const Conversation& history,
                                               const CompareOptions& options);

}  // namespace nowthen::cli

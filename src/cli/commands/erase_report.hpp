#pragma once
#include <string>
#include <vector>

#include "extract/erasure/erasure.hpp"

/// What `nowthen erase` says, without I/O.
namespace nowthen::cli {

/// What is about to go, in a line.
std::string erasure_plan_text(const extract::ErasurePlan& plan);

/// What has gone, for people; a line each.
std::string erasure_text(const extract::ErasureReport& report);

/// Why it cannot be said that nothing is left: a warning each; empty where it can be said.
std::vector<std::string> erasure_doubts(const extract::ErasureReport& report);

}  // namespace nowthen::cli

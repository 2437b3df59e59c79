#pragma once
#include <functional>
#include <nowthen/core/result.hpp>
#include <nowthen/genesys/query.hpp>

#include "cli/commands/doctor_report.hpp"

namespace nowthen::cli {

/// Whether history has any conversation for a query.
using HoldsAny = std::function<Result<bool>(const HistoryQuery&)>;

/// Why history is empty where it is: the one filter that excludes everything, several together, or the range.
///
/// Asks `holds_any` at most six times: as given, with one filter removed at a time, without any, and for the
/// range `wider`. An empty history is a warning; fails only with `cancelled`.
Result<Finding> empty_finding(const HistoryQuery& query, const Interval& wider, const HoldsAny& holds_any);

}  // namespace nowthen::cli

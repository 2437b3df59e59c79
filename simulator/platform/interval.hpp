#pragma once
#include <nowthen/core/instant.hpp>
#include <string_view>

#include "simulator/contract.hpp"
#include "simulator/http/problem.hpp"
#include "simulator/platform/body_reader.hpp"
#include "simulator/platform/source.hpp"

namespace nowthen::sim {

/// Reads `2026-11-20T00:00:00.000Z/2026-11-21T00:00:00.000Z`. Refuses what is malformed and what does not end
/// after its begin; no limit on the length.
Checked<Interval> parse_interval(std::string_view text);

/// Reads the `interval` that a query must have; what is wrong is remembered in `query`.
Interval read_interval(BodyReader& query);

/// The whole UTC days that the interval touches.
Interval days_touched(const Interval& interval);

/// Whether the record that history has at `at` belongs to `interval`, as far as times say.
bool belongs(const PlatformEntry& entry, const Interval& interval, IntervalSemantics semantics, Instant at);

}  // namespace nowthen::sim

#pragma once
#include "extract/leg_bounds.hpp"
#include "extract/replay.hpp"
#include "warehouse/warehouse.hpp"

namespace nowthen::extract {

/// Writes what pages brought besides readings, in the transaction that is open and after these: what was set
/// aside, runs, and at last what is to be forgotten. `bounds` are of these tables.
warehouse::Outcome<void> keep_books(warehouse::Connection& connection, const ReplayedPages& pages,
                                    LegBounds& bounds);

}  // namespace nowthen::extract

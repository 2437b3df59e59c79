#pragma once
#include "extract/plan/planner.hpp"
#include "extract/sync/name_refresh.hpp"

namespace nowthen::extract {

/// Reads each kind of names that was not read for a day: they seldom change. The plan notes each kind as it
/// is read, so that whoever goes on after a crash does not read it again; at the end all is committed.
/// Blocks; fails as `refresh_names` does.
Result<NameReport> refresh_daily_names(const Platform& platform, Planner& planner, SyncStore& store,
                                       Users users, std::int64_t run_id, const std::stop_token& stop);

}  // namespace nowthen::extract

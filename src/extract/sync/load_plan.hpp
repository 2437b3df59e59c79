#pragma once
#include <optional>

#include "extract/plan/planner.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// Brings a new plan to where the tables say that it stopped: windows, what is known of days that are not
/// settled and of conversations that go on, and where it goes on. What of a job's results was read is
/// `load_job_pages`'. Fails as statements do.
warehouse::Outcome<void> load_plan(warehouse::Connection& connection, Planner& planner);

/// The first day that is synced; nothing where there was no sync yet.
warehouse::Outcome<std::optional<UtcDay>> first_synced_day(warehouse::Connection& connection);

}  // namespace nowthen::extract

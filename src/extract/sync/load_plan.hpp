#pragma once
#include <optional>
#include <string>

#include "extract/plan/planner.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// Brings a new plan to where the tables say that it stopped: windows, what is known of days that are not
/// settled and of conversations that go on, and where it goes on. What of a job's results was read is
/// `load_job_pages`'. Fails as statements do.
warehouse::Outcome<void> load_plan(warehouse::Connection& connection, Planner& planner);

/// Where a plan goes on, of either contract, as `plan_text` writes it; nothing where there was no sync yet.
/// Fails as statements do.
warehouse::Outcome<std::optional<std::string>> kept_plan_text(warehouse::Connection& connection);

}  // namespace nowthen::extract

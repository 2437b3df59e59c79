#pragma once
#include <string>

#include "extract/tutorial/tutorial_plan.hpp"
#include "warehouse/duckdb/connection.hpp"

namespace nowthen::extract {

/// Brings a new plan to where the tables and the archive say that it stopped. The pages of a look that was
/// under way are read from the archive; where that fails the look begins again. Fails as statements do.
warehouse::Outcome<void> load_tutorial_plan(warehouse::Connection& connection,
                                            const std::string& archive_folder, TutorialPlan& plan);

}  // namespace nowthen::extract

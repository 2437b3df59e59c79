#pragma once
#include <string>

#include "cli/exit_code.hpp"
#include "extract/data_set.hpp"
#include "extract/tutorial/tutorial_runner.hpp"

namespace nowthen::cli {

/// Joins the reports of a run's parts.
void add(extract::TutorialReport& all, const extract::TutorialReport& part);

/// 3 where a day is not complete though it should be: the live listing cannot be had, a total does not agree,
/// something that is over has not come, or a record could not be understood.
ExitCode code_of(const extract::TutorialPlan& plan, const extract::TutorialReport& report, Instant now);

/// Lines for people, each with its line feed.
std::string sync_summary(const extract::TutorialReport& report, const extract::Intake& intake,
                         const extract::TutorialPlan& plan, Instant now);

/// What a run would ask now.
std::string sync_forecast(const extract::TutorialPlan& plan, Instant now);

/// That a budget is too small for what is worth asking, and which would do; empty: it is not.
std::string sync_budget_note(const extract::TutorialPlan& plan, std::int64_t budget, Instant now);

}  // namespace nowthen::cli

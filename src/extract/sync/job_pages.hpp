#pragma once
#include <string>

#include "extract/plan/planner.hpp"

namespace nowthen::extract {

/// Lets a plan that was loaded know which conversations the pages had that were read before of its job: those
/// pages' own, as the archive has them. Of pages that cannot be read any more it knows nothing: the job's
/// results are read from the first page again. Reads these pages, and decodes them.
void load_job_pages(const std::string& archive_folder, Planner& planner);

}  // namespace nowthen::extract

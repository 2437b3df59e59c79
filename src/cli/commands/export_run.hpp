#pragma once
#include <nowthen/core/result.hpp>
#include <string>
#include <vector>

#include "cli/commands/export_sql.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"

namespace nowthen::cli {

/// What is exported, and where to.
struct ExportRequest {
  ExportForm form;
  std::string to;
  std::vector<ExportTable> tables;
  DayRange range;
};

/// Brings the folder up to what the tables of the profile in use hold: days that changed are written anew,
/// those that have gone are removed, others are left alone.
///
/// However it ends, each file is whole and the manifest names those that are there. Blocks; fails with
/// `cancelled` soon after `context.stop`.
Result<ExitCode> run_export(const ExportRequest& request, Context& context);

}  // namespace nowthen::cli

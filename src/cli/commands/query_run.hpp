#pragma once
#include <nowthen/core/result.hpp>
#include <string>

#include "cli/commands/list_options.hpp"
#include "cli/context.hpp"
#include "cli/exit_code.hpp"

namespace nowthen::cli {

/// Runs one statement that reads over the data set of the profile in use, and writes its rows as they come.
///
/// What was written ends well-formed, also after Ctrl-C or an error on the way; a file is not made after an
/// error. Fails with a usage error where the SQL is wrong or does more than read.
Result<ExitCode> run_query(const std::string& sql, const ListOptions& given, Context& context);

}  // namespace nowthen::cli

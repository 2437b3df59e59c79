#pragma once
#include "cli/commands/comparison_report.hpp"

namespace nowthen::cli {

/// One object with the summary's fields and `conversations`.
void write_comparison_json(TextSink& sink, const ComparisonReport& report, const ReportOptions& options);

/// One object a conversation, and the summary as the last line; `record` tells them apart.
void write_comparison_ndjson(TextSink& sink, const ComparisonReport& report, const ReportOptions& options);

}  // namespace nowthen::cli

#pragma once
#include <nowthen/genesys/listing.hpp>

#include "cli/commands/comparison.hpp"
#include "cli/output/conversation_fields.hpp"
#include "cli/output/format.hpp"
#include "cli/output/table.hpp"
#include "cli/output/text_sink.hpp"

namespace nowthen::cli {

/// A comparison together with what it was made from.
struct ComparisonReport {
  Comparison comparison;
  CompareOptions options;
  ListingReport live;
  ListingReport history;
};

/// How a comparison is written.
struct ReportOptions {
  Format format = Format::table;
  bool all = false;           ///< List also what is as it should be.
  bool expects_left = false;  ///< A closed conversation should not be live: so on the platform.
  ShowInstant show_instant;
  Table::Options table;
  bool guard_formulas = false;
};

/// Writes the report: a table with a summary, one JSON object, NDJSON with the summary last, or CSV of the
/// conversations. The objects are documented in docs/reference/commands.md.
void write_report(TextSink& sink, const ComparisonReport& report, const ReportOptions& options);

/// The counts, the delays and the server's totals, as a person reads them.
std::string comparison_summary(const ComparisonReport& report, const Palette& palette);

/// Whether the conversation is listed: always, but what is as it should be only with `all`.
inline bool is_listed(const ComparedConversation& compared, const ReportOptions& options) {
  const bool as_it_should_be =
      compared.finding == Finding::equal || (options.expects_left && compared.finding == Finding::left_live);
  return options.all || !as_it_should_be;
}

/// `state: connected, then closed (closed after live was read)`: what differs, in one line.
std::string differences_text(const ComparedConversation& compared);

}  // namespace nowthen::cli

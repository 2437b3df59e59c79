#include "cli/commands/prune_report.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/output/conversation_fields.hpp"
#include "cli/size_text.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

}  // namespace

std::string prune_text(const extract::PruneReport& report, bool is_plan) {
  const std::string verb = is_plan ? "would go" : "went";
  std::string text;
  for (const auto& [table, rows] : report.rows)
    text += fmt::format("table {}: {} row{} {}\n", table, grouped(rows), rows == 1 ? "" : "s", verb);
  if (report.segments > 0)
    text += fmt::format("archive: {} segment{} {}, {}\n", report.segments, report.segments == 1 ? "" : "s",
                        verb, megabytes(report.segment_bytes));
  if (report.is_nothing()) return "nothing is that old\n";
  if (!is_plan && !report.rows.empty() && report.not_rewritten.empty())
    text += fmt::format("the tables' file: {} before, {} now\n", megabytes(report.tables_before),
                        megabytes(report.tables_after));
  return text;
}

std::string prune_json(const extract::PruneReport& report, bool is_plan) {
  json::object rows;
  for (const auto& [table, count] : report.rows) rows[table] = count;
  json::object all{{"done", !is_plan},
                   {"rows", std::move(rows)},
                   {"segments", report.segments},
                   {"segment_bytes", report.segment_bytes},
                   {"tables_bytes_before", report.tables_before}};
  all["tables_bytes_after"] = is_plan ? json::value(nullptr) : json::value(report.tables_after);
  return json::serialize(all) + "\n";
}

}  // namespace nowthen::cli

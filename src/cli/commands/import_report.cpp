#include "cli/commands/import_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/output/conversation_fields.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {

std::string trouble_line(const std::string& file, const extract::ImportTrouble& trouble) {
  return fmt::format("{}:{}: {}", neutralised(file), trouble.line, neutralised(trouble.reason));
}

std::string more_troubles_line(const std::string& file, const extract::ImportReport& report) {
  const auto more = report.troubles - static_cast<std::int64_t>(report.first_troubles.size());
  return fmt::format("{}: {} more like these", neutralised(file), grouped(more));
}

std::string import_progress(const std::string& file, const extract::ImportReport& report, std::uint64_t bytes,
                            int width) {
  std::string line = fmt::format("{} records, {} MB of {}", grouped(report.records),
                                 grouped(static_cast<std::int64_t>(bytes / 1'000'000)), neutralised(file));
  if (line.size() > static_cast<std::size_t>(width)) line.resize(static_cast<std::size_t>(width));
  return line;
}

std::string import_summary(const extract::ImportReport& report) {
  const warehouse::MergeReport& merged = report.merged;
  const auto unchanged =
      std::max<std::int64_t>(0, report.records - merged.new_conversations - merged.changed_conversations);
  std::string text = fmt::format("{} record{}: {} new conversation{}, {} changed, {} as they were",
                                 grouped(report.records), report.records == 1 ? "" : "s",
                                 grouped(merged.new_conversations), merged.new_conversations == 1 ? "" : "s",
                                 grouped(merged.changed_conversations), grouped(unchanged));
  if (report.suppressed > 0)
    text += fmt::format("; {} of erased conversations left out", grouped(report.suppressed));
  if (report.policed_values > 0)
    text += fmt::format("; {} value{} changed by the privacy policy", grouped(report.policed_values),
                        report.policed_values == 1 ? "" : "s");
  if (report.troubles > 0) text += fmt::format("; {} not understood", grouped(report.troubles));
  if (report.withheld > 0)
    text += fmt::format(", {} of them withheld by the privacy policy", grouped(report.withheld));
  return text;
}

void add_to(extract::ImportReport& all, const extract::ImportReport& one) {
  all.records += one.records;
  all.pages += one.pages;
  all.bytes += one.bytes;
  all.troubles += one.troubles;
  all.suppressed += one.suppressed;
  all.withheld += one.withheld;
  all.policed_values += one.policed_values;
  all.merged += one.merged;
  extract::add_counts(all.new_fields, one.new_fields);
}

std::vector<std::string> new_field_lines(const extract::ImportReport& report) {
  std::vector<std::string> lines;
  for (const auto& [name, records] : report.new_fields) {
    if (lines.size() == extract::ImportReport::shown_troubles) {
      lines.push_back(fmt::format("new to this program: {} more fields; table incident lists them",
                                  report.new_fields.size() - lines.size()));
      break;
    }
    if (name == extract::further_unknown_fields) {
      lines.push_back(fmt::format("more than {} fields are new to this program: no more are listed",
                                  extract::most_unknown_fields));
      continue;
    }
    lines.push_back(fmt::format("new to this program: {} ({} record{}), kept in column extra",
                                neutralised(name), grouped(records), records == 1 ? "" : "s"));
  }
  return lines;
}

void count_into(extract::Run& run, const extract::ImportReport& report) {
  run.pages = report.pages;
  run.readings = report.records;
  for (const auto& [kind, count] : report.merged.revisions) run.revisions += count;
  run.set_aside = report.troubles;
  run.received_bytes = static_cast<std::int64_t>(report.bytes);
}

}  // namespace nowthen::cli

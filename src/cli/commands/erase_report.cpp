#include "cli/commands/erase_report.hpp"

#include <fmt/format.h>

#include "cli/output/conversation_fields.hpp"
#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

std::string counted(std::int64_t count, const char* what) {
  return fmt::format("{} {}{}", grouped(count), what, count == 1 ? "" : "s");
}

std::int64_t size_of(const auto& list) { return static_cast<std::int64_t>(list.size()); }

}  // namespace

std::string erasure_plan_text(const extract::ErasurePlan& plan) {
  return fmt::format("{}, {} of them in the tables: {} of the archive, and what {} have of them",
                     counted(size_of(plan.work.conversations), "conversation"), grouped(plan.work.in_tables),
                     counted(size_of(plan.work.records), "record"), counted(size_of(plan.exports), "export"));
}

std::string erasure_text(const extract::ErasureReport& report) {
  std::string text = fmt::format("erased {}: {} of the archive, {} of the tables, {} beside them\n",
                                 counted(size_of(report.conversations), "conversation"),
                                 counted(size_of(report.records), "record"), counted(report.rows, "row"),
                                 counted(report.removed_files, "file"));
  if (report.events > 0)
    text +=
        fmt::format("{} that waited for webhooks taken out of the outbox\n", counted(report.events, "event"));
  for (const extract::CleanedExport& each : report.exports)
    if (each.trouble.empty() && each.files > 0)
      text += fmt::format("{} taken out of {} in {}\n", counted(each.rows, "row"),
                          counted(each.files, "file"), neutralised(each.path));
  return text + fmt::format("certificate: {}\n", neutralised(report.certificate_path));
}

std::vector<std::string> erasure_doubts(const extract::ErasureReport& report) {
  std::vector<std::string> doubts;
  if (report.unreadable > 0)
    doubts.push_back(
        fmt::format("the archive is damaged in {}: whose records were there cannot be told; "
                    "nowthen verify tells where",
                    counted(static_cast<std::int64_t>(report.unreadable), "place")));
  for (const extract::CleanedExport& each : report.exports)
    if (!each.trouble.empty())
      doubts.push_back(
          fmt::format("the export in {} was not looked through: {}; once it can be, nowthen erase "
                      "--again does, and --forget-missing-exports if it is gone for good",
                      neutralised(each.path), neutralised(each.trouble)));
  return doubts;
}

}  // namespace nowthen::cli

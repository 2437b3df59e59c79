#include "cli/commands/listing_summary.hpp"

#include <fmt/format.h>

#include "cli/output/conversation_fields.hpp"

namespace nowthen::cli {
namespace {

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

std::string what_came(const ListingReport& report) {
  if (report.matched == report.records) return counted(report.records, "conversation", "conversations");
  return fmt::format("{} of {}", grouped(report.matched),
                     counted(report.records, "conversation", "conversations"));
}

std::string against_total(const ListingReport& report) {
  if (!report.server_total) return "the server names no total to check against";
  const std::int64_t missing = *report.server_total - report.records;
  std::string text = "server says " + grouped(*report.server_total);
  if (report.stopped_early) return text + ": ended by --max-pages";
  if (!report.ended) return text + ": not read to the end";
  if (missing > 0) return text + ": " + counted(missing, "is", "are") + " missing";
  if (missing < 0) return text + ": " + grouped(-missing) + " more came than it says";
  return text + (report.set_aside == 0 ? ": complete" : ": not complete");
}

}  // namespace

std::string listing_summary(const ListingReport& report) {
  std::string text = what_came(report) + ", " + against_total(report);
  if (!report.server_total && report.stopped_early) text += "; ended by --max-pages";
  if (report.set_aside > 0)
    text += "; " + counted(report.set_aside, "record", "records") + " set aside as unreadable";
  // A part that is read twice brings all of its records twice: nothing to speak of.
  if (report.repeated > 0 && report.second_looks == 0)
    text += "; " + grouped(report.repeated) + " came twice and were dropped";
  if (report.total_moved) text += "; the total moved meanwhile";
  if (report.windows > 1) text += "; asked in " + counted(report.windows, "part", "parts");
  if (report.second_looks > 0) text += "; " + counted(report.second_looks, "part", "parts") + " read twice";
  return text;
}

ExitCode exit_code_for(const ListingReport& report) {
  const bool as_wanted = report.complete() || (report.stopped_early && report.set_aside == 0);
  return as_wanted ? ExitCode::ok : ExitCode::not_proven;
}

}  // namespace nowthen::cli

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

/// Records that came and could not be read are among those that are missing.
bool counted_as_missing(const ListingReport& report) {
  return report.ended && !report.stopped_early && report.server_total && report.set_aside > 0 &&
         report.set_aside <= *report.server_total - report.records;
}

std::string of_the_missing(const ListingReport& report, std::int64_t missing) {
  if (!counted_as_missing(report)) return "";
  if (report.set_aside == missing)
    return missing == 1 ? ": it could not be read" : ": they could not be read";
  return ", " + grouped(report.set_aside) + " of them could not be read";
}

/// What the comparison came to for a listing that was read to its end.
std::string verdict(const ListingReport& report) {
  const std::int64_t missing = *report.server_total - report.records;
  if (report.complete() && missing < 0)
    return " now: complete, " + counted(-missing, "was", "were") + " withdrawn meanwhile";
  if (report.complete()) return ": complete";
  if (missing > 0) return ": " + counted(missing, "is", "are") + " missing" + of_the_missing(report, missing);
  if (missing < 0) return ": " + grouped(-missing) + " more came than it says";
  if (report.unproven_windows > 0 && report.windows > 1)
    return ": not proven, " + counted(report.unproven_windows, "part does", "parts do") + " not add up";
  return report.unproven_windows > 0 ? ": not proven, it may have changed meanwhile" : ": not complete";
}

std::string against_total(const ListingReport& report) {
  if (!report.server_total) return "the server names no total to check against";
  std::string text = "server says " + grouped(*report.server_total);
  if (report.stopped_early) return text + ": ended by --max-pages";
  if (!report.ended) return text + ": not read to the end";
  return text + verdict(report);
}

}  // namespace

std::string listing_summary(const ListingReport& report) {
  std::string text = what_came(report) + ", " + against_total(report);
  if (!report.server_total && report.stopped_early) text += "; ended by --max-pages";
  if (report.set_aside > 0 && !counted_as_missing(report))
    text += "; " + counted(report.set_aside, "record", "records") + " set aside as unreadable";
  // A part that is read twice brings all of its records twice: nothing to speak of.
  if (report.repeated > 0 && report.second_looks == 0)
    text += "; " + counted(report.repeated, "came twice and was dropped", "came twice and were dropped");
  if (report.total_moved) text += "; the total moved meanwhile";
  if (report.windows > 1) text += "; asked in " + counted(report.windows, "part", "parts");
  if (report.second_looks > 0) text += "; " + counted(report.second_looks, "part", "parts") + " read twice";
  if (report.asked_again > 0)
    text +=
        "; " + counted(report.asked_again, "page", "pages") + " asked for twice, the first reply was garbled";
  return text;
}

ExitCode exit_code_for(const ListingReport& report) {
  const bool as_wanted = report.complete() || (report.stopped_early && report.set_aside == 0);
  return as_wanted ? ExitCode::ok : ExitCode::not_proven;
}

}  // namespace nowthen::cli

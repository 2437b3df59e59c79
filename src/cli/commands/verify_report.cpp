#include "cli/commands/verify_report.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

namespace json = boost::json;

std::string number(std::uint64_t count) { return grouped(static_cast<std::int64_t>(count)); }

std::string difference_line(const extract::TableDifference& difference) {
  std::string examples;
  for (const std::string& id : difference.examples)
    examples += (examples.empty() ? "" : ", ") + printable(id);
  return fmt::format("table {}: {} row{} missing, {} that the archive does not call for{}", difference.table,
                     grouped(difference.missing), difference.missing == 1 ? "" : "s",
                     grouped(difference.strange), examples.empty() ? "" : " (" + examples + ")");
}

std::string not_sound_text(const extract::DataVerification& found) {
  const auto ledger = found.ledger.findings.size();
  return fmt::format("NOT sound: {} findings of damage, {} tables that differ{}",
                     number(found.archive.damage_count), found.differences.size() + found.definitions.size(),
                     ledger > 0 ? fmt::format(", {} claims of the ledger unfounded", ledger) : "");
}

std::string finding_line(const extract::LedgerFinding& finding) {
  const std::string reading =
      finding.reading_number > 0 ? fmt::format(", reading {}", finding.reading_number) : "";
  const auto day_text = [](Instant day) { return format_instant(day).substr(0, 10); };
  const std::string first = day_text(finding.window.begin);
  const std::string last = day_text(finding.window.end - std::chrono::milliseconds(1));
  return fmt::format("ledger: {}{}{}: {}", first, last == first ? "" : " to " + last, reading,
                     printable(finding.cause));
}

std::string ledger_text(const extract::LedgerVerification& found, const Palette& palette) {
  if (found.readings == 0 && found.findings.empty()) return "";
  std::string text =
      fmt::format("ledger: {} day{} proven by {} of {} reading{}\n", grouped(found.proven_days),
                  found.proven_days == 1 ? "" : "s", grouped(found.sound_readings), grouped(found.readings),
                  found.readings == 1 ? "" : "s");
  if (found.unknown_ids > 0)
    text += fmt::format("ledger: {} id{} of erased or unreadable records cannot be computed again\n",
                        grouped(found.unknown_ids), found.unknown_ids == 1 ? "" : "s");
  if (found.pruned_readings > 0)
    text += fmt::format("ledger: the pages of {} reading{} were pruned\n", grouped(found.pruned_readings),
                        found.pruned_readings == 1 ? "" : "s");
  for (const extract::LedgerFinding& finding : found.findings)
    text += palette.paint(Style::red, finding_line(finding)) + "\n";
  return text;
}

json::object ledger_json(const extract::LedgerVerification& found) {
  json::array findings;
  for (const extract::LedgerFinding& finding : found.findings)
    findings.push_back({{"window_begin", format_instant(finding.window.begin)},
                        {"window_end", format_instant(finding.window.end)},
                        {"reading_number", finding.reading_number > 0 ? json::value(finding.reading_number)
                                                                      : json::value(nullptr)},
                        {"cause", finding.cause}});
  return {{"readings", found.readings},
          {"sound_readings", found.sound_readings},
          {"pruned_readings", found.pruned_readings},
          {"proven_days", found.proven_days},
          {"unknown_ids", found.unknown_ids},
          {"findings", std::move(findings)}};
}

std::string pruned_text(const extract::DataVerification& found) {
  std::string text;
  if (found.forgotten.conversations)
    text += fmt::format("pruned: conversations that ended before {}\n",
                        format_instant(*found.forgotten.conversations));
  if (found.forgotten.runs)
    text += fmt::format("pruned: runs that began before {}\n", format_instant(*found.forgotten.runs));
  if (found.archive.pruned)
    text += fmt::format(
        "pruned: segments to {}, pages to {}; {} conversation{} rest on them and cannot be compared\n",
        found.archive.pruned->segment, found.archive.pruned->last.sequence, grouped(found.unprovable),
        found.unprovable == 1 ? "" : "s");
  return text;
}

json::object pruned_json(const extract::DataVerification& found) {
  const auto instant_or_null = [](const std::optional<Instant>& at) {
    return at ? json::value(format_instant(*at)) : json::value(nullptr);
  };
  const auto& pruned = found.archive.pruned;
  return {{"conversations_before", instant_or_null(found.forgotten.conversations)},
          {"runs_before", instant_or_null(found.forgotten.runs)},
          {"segments_to", pruned ? json::value(pruned->segment) : json::value(nullptr)},
          {"pages_to", pruned ? json::value(pruned->last.sequence) : json::value(nullptr)},
          {"unprovable_conversations", found.unprovable}};
}

}  // namespace

std::string verification_text(const extract::DataVerification& found, const Palette& palette) {
  const archive::Statistics& read = found.archive.statistics;
  std::string text =
      fmt::format("archive: {} segment{}, {} pages, {} records ({} erased), {} MB\n", number(read.segments),
                  read.segments == 1 ? "" : "s", number(read.pages), number(read.records),
                  number(read.erased_records), number(read.stored_bytes / 1'000'000));
  for (const archive::Finding& finding : found.archive.findings)
    text += palette.paint(archive::is_damage(finding.kind) ? Style::red : Style::dim,
                          printable(archive::to_text(finding))) +
            "\n";
  for (const auto& difference : found.differences)
    text += palette.paint(Style::red, difference_line(difference)) + "\n";
  text += ledger_text(found.ledger, palette);
  text += pruned_text(found);
  for (const std::string& name : found.definitions)
    text += palette.paint(Style::red, printable(name) + " is not defined as this program defines it") + "\n";
  if (!found.tables_unreadable.empty())
    text +=
        palette.paint(Style::red, "the tables cannot be read: " + printable(found.tables_unreadable)) + "\n";
  if (found.pages_not_merged > 0)
    text += fmt::format("{} page{} of the archive {} not in the tables yet: the next import takes them in\n",
                        grouped(found.pages_not_merged), found.pages_not_merged == 1 ? "" : "s",
                        found.pages_not_merged == 1 ? "is" : "are");
  const bool is_pruned = found.archive.pruned || !found.forgotten.is_nothing();
  if (found.sound())
    return text +
           palette.paint(Style::green, is_pruned
                                           ? "sound: all that was received and not pruned is there, unchanged"
                                           : "sound: all that was received is there, unchanged") +
           "\n";
  return text + palette.paint(Style::red, not_sound_text(found)) + "\n";
}

std::string verification_json(const extract::DataVerification& found) {
  json::array findings;
  for (const archive::Finding& finding : found.archive.findings)
    findings.push_back({{"kind", archive::to_string(finding.kind)},
                        {"damage", archive::is_damage(finding.kind)},
                        {"segment", finding.segment},
                        {"offset", finding.offset},
                        {"cause", finding.cause}});
  json::array differences;
  for (const auto& each : found.differences)
    differences.push_back({{"table", each.table},
                           {"missing", each.missing},
                           {"strange", each.strange},
                           {"examples", json::array(each.examples.begin(), each.examples.end())}});
  const archive::Statistics& read = found.archive.statistics;
  const json::object all{
      {"sound", found.sound()},
      {"archive",
       {{"segments", read.segments},
        {"pages", read.pages},
        {"records", read.records},
        {"erased_records", read.erased_records},
        {"stored_bytes", read.stored_bytes},
        {"findings", std::move(findings)}}},
      {"differences", std::move(differences)},
      {"ledger", ledger_json(found.ledger)},
      {"pruned", pruned_json(found)},
      {"definitions", json::array(found.definitions.begin(), found.definitions.end())},
      {"tables_unreadable",
       found.tables_unreadable.empty() ? json::value(nullptr) : json::value(found.tables_unreadable)},
      {"pages_not_merged", found.pages_not_merged},
      {"unreadable_records", found.unreadable}};
  return json::serialize(all) + "\n";
}

}  // namespace nowthen::cli

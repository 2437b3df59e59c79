#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "core/digest.hpp"
#include "extract/erasure/erasure.hpp"

namespace nowthen::extract {
namespace {

namespace json = boost::json;

json::array archive_records(const ErasureReport& report) {
  json::array records;
  for (const archive::Erasure& each : report.records)
    records.push_back({{"segment", each.position.segment},
                       {"page_offset", each.position.page_offset},
                       {"record", each.position.record},
                       {"record_hash", to_hex(each.record_hash)},
                       {"page_hash", to_hex(each.page_hash)}});
  return records;
}

/// Paths may name a person, so exports are counted.
json::object exports_of(const ErasureReport& report) {
  std::int64_t files = 0;
  std::int64_t rows = 0;
  std::int64_t unreachable = 0;
  for (const CleanedExport& each : report.exports) {
    files += each.files;
    rows += each.rows;
    unreachable += each.trouble.empty() ? 0 : 1;
  }
  return {{"looked_through", static_cast<std::int64_t>(report.exports.size()) - unreachable},
          {"files_changed", files},
          {"rows_removed", rows},
          {"not_reachable", unreachable}};
}

}  // namespace

bool ErasureReport::is_complete() const noexcept {
  return unreadable == 0 && !only_exports_left &&
         std::all_of(exports.begin(), exports.end(), [](const auto& each) { return each.trouble.empty(); });
}

std::string certificate_text(const ErasureReport& report, Instant now) {
  json::array conversations;
  for (const Sha256& hash : report.conversations) conversations.push_back(json::string(to_hex(hash)));
  const json::object certificate{
      {"kind", "nowthen erasure certificate"},
      {"version", 1},
      {"erased_at", format_instant(now)},
      {"complete", report.is_complete()},
      {"was_interrupted", report.was_interrupted},
      {"conversations", std::move(conversations)},
      {"archive", {{"records", archive_records(report)}, {"unreadable", report.unreadable}}},
      {"tables", {{"conversations", report.in_tables}, {"rows_removed", report.rows}, {"made_anew", true}}},
      {"files_removed", report.removed_files},
      {"outbox", {{"events_removed", report.events}}},
      {"exports", exports_of(report)}};
  return json::serialize(certificate) + "\n";
}

}  // namespace nowthen::extract

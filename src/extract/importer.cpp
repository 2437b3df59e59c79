#include "extract/importer.hpp"

#include <utility>

namespace nowthen::extract {
namespace {

constexpr std::size_t records_at_once = 1'000;  // what is read of them is ten times as large
constexpr std::size_t bytes_at_once = std::size_t{16} << 20U;
constexpr std::size_t records_of_reply = 20'000;  // held back until its date is known
constexpr std::size_t bytes_of_reply = std::size_t{128} << 20U;

void add(ImportReport& report, Intake& taken) {
  report.pages += taken.pages;
  report.suppressed += taken.suppressed;
  report.withheld += taken.withheld;
  report.policed_values += taken.policed_values;
  report.merged += taken.merged;
  add_counts(report.new_fields, taken.new_fields);
}

void note(ImportReport& report, std::uint64_t line, std::string reason) {
  ++report.troubles;
  if (report.first_troubles.size() < ImportReport::shown_troubles)
    report.first_troubles.push_back({line, std::move(reason)});
}

}  // namespace

Result<void> Importer::take(ImportFile& file, ImportReport& report, const OnProgress& on_progress,
                            const std::stop_token& stop) {
  file_time_ = file.modified_at();
  for (;;) {
    auto scanned = file.next(stop);
    report.bytes = file.bytes_read();
    if (!scanned) {
      if (auto flushed = flush(report, {}); !flushed) return flushed;  // what came, whatever ended it
      if (auto flushed = flush_refused(report, {}); !flushed) return flushed;
      return scanned.error();
    }
    if (*scanned == nullptr) {
      if (auto flushed = flush(report, stop); !flushed) return flushed;
      return flush_refused(report, stop);
    }
    for (const Scanned& each : **scanned)
      if (auto added = add(each, report, stop); !added) return added;
    if (on_progress) on_progress(report, file.bytes_read());
  }
}

Result<void> Importer::add(const Scanned& scanned, ImportReport& report, const std::stop_token& stop) {
  if (const auto* found = std::get_if<Found>(&scanned)) return add_found(*found, report, stop);
  if (const auto* refused = std::get_if<Refused>(&scanned)) return add_refused(*refused, report, stop);
  const auto& end = std::get<ReplyEnd>(scanned);
  if (end.reply == batch_.reply && end.as_of) batch_.as_of = end.as_of;
  return {};
}

bool Importer::fits(const Found& found) const noexcept {
  if (batch_.records.empty()) return true;
  const bool is_held = found.reply != 0 && !found.as_of;
  return found.kind == batch_.kind && found.reply == batch_.reply && found.as_of == batch_.as_of &&
         batch_.records.size() < (is_held ? records_of_reply : records_at_once) &&
         batch_.bytes + found.bytes.size() <= (is_held ? bytes_of_reply : bytes_at_once);
}

Result<void> Importer::add_found(const Found& found, ImportReport& report, const std::stop_token& stop) {
  if (!fits(found))
    if (auto flushed = flush(report, stop); !flushed) return flushed;
  batch_.kind = found.kind;
  batch_.reply = found.reply;
  if (batch_.records.empty()) batch_.as_of = found.as_of;
  batch_.records.emplace_back(found.bytes);
  batch_.lines.push_back(found.line);
  batch_.bytes += found.bytes.size();
  return {};
}

/// Its bytes go to the archive like a record's: there they are found to be none.
Result<void> Importer::add_refused(const Refused& refused, ImportReport& report,
                                   const std::stop_token& stop) {
  note(report, refused.line, refused.reason);
  if (refused.bytes.empty()) return {};
  refused_.push_back(refused.bytes);
  refused_bytes_ += refused.bytes.size();
  if (refused_.size() < records_at_once && refused_bytes_ < bytes_at_once) return {};
  return flush_refused(report, stop);
}

Result<void> Importer::flush_refused(ImportReport& report, const std::stop_token& stop) {
  if (refused_.empty()) return {};
  RawPage page{.header = header_for(std::nullopt), .records = std::exchange(refused_, {})};
  refused_bytes_ = 0;
  auto taken = take_page_(page, stop);
  if (!taken) return taken.error();
  extract::add(report, *taken);
  return {};
}

archive::PageHeader Importer::header_for(std::optional<Instant> as_of) const {
  archive::PageHeader header{
      .kind = archive::PageKind::imported, .request = "import", .received_at = clock_->now()};
  for (const auto& known : {as_of, as_of_, file_time_, header.received_at})
    if (!header.as_of) header.as_of = known;
  return header;
}

Result<void> Importer::flush(ImportReport& report, const std::stop_token& stop) {
  if (batch_.records.empty()) return {};
  Batch batch = std::exchange(batch_, {});
  RawPage page{.header = header_for(batch.as_of), .records = std::move(batch.records)};
  page.header.note = note_of(batch.kind);
  auto taken = take_page_(page, stop);
  if (!taken) return taken.error();
  report.records += taken->records;
  extract::add(report, *taken);
  for (Quarantined& each : taken->quarantined) note(report, batch.lines[each.record], std::move(each.reason));
  return {};
}

}  // namespace nowthen::extract

#include <iterator>

#include "extract/data_set.hpp"

// Pages that are archived one by one and merged together.

namespace nowthen::extract {
namespace {

template <class Row>
void append(std::vector<Row>& rows, std::vector<Row>& more) {
  rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void join(Intake& all, Intake& part) {
  all.records += part.records;
  all.pages += part.pages;
  all.suppressed += part.suppressed;
  all.withheld += part.withheld;
  all.policed_values += part.policed_values;
  append(all.quarantined, part.quarantined);
}

Error behind() {
  return {.kind = ErrorKind::local,
          .message = "a page before this one was not merged",
          .hint = "open the data again: what is in the archive is merged then"};
}

}  // namespace

Result<StagedPage> DataSet::stage(const RawPage& page) {
  if (is_behind_) return behind();
  if (auto fits = check_room(bytes_of(page)); !fits) return fits.error();
  is_behind_ = true;
  auto archived = archive_page(page);
  if (!archived) return archived.error();
  is_behind_ = false;
  StagedPage staged{.head = archive_->head(), .first = {}};
  if (!archived->pages.readings.empty()) staged.first = archived->pages.readings.front().place;
  append(staged_.pages.readings, archived->pages.readings);
  append(staged_.pages.set_aside, archived->pages.set_aside);
  staged_.pages.pages += archived->pages.pages;
  staged_.pages.end = archive_->head();
  join(staged_.intake, archived->intake);
  return staged;
}

/// A page that brings no conversations.
Result<archive::Appended> DataSet::stage_books(const archive::PageHeader& header,
                                               std::span<const std::string_view> records) {
  if (is_behind_) return behind();
  is_behind_ = true;
  auto page = archive_->append(header, records);
  if (!page) return page;
  if (auto synced = archive_->sync(); !synced) return synced.error();
  is_behind_ = false;
  ++staged_.pages.pages;
  staged_.pages.end = archive_->head();
  return page;
}

Result<void> DataSet::stage(const LedgerEntry& entry, Instant now) {
  const std::string record = encode_ledger(entry);
  const std::string_view view = record;
  auto staged = stage_books({.kind = archive::PageKind::ledger, .received_at = now}, {&view, 1});
  if (!staged) return staged.error();
  staged_.pages.ledger.push_back(entry);
  return {};
}

Result<void> DataSet::stage(const NamesPage& page) {
  const std::vector<std::string_view> records(page.records.begin(), page.records.end());
  auto staged = stage_books({.kind = archive::PageKind::entities,
                             .received_at = page.as_of,
                             .as_of = page.as_of,
                             .note = std::string(note_of(page.kind))},
                            records);
  if (!staged) return staged.error();
  staged_.pages.names.push_back(page);
  return {};
}

Result<Intake> DataSet::commit_staged(const std::stop_token& stop) {
  if (is_behind_) return behind();
  if (staged_.pages.pages == 0) return Intake{};
  is_behind_ = true;
  ArchivedPage staged = std::exchange(staged_, {});
  auto merged = merge(staged.pages, stop);
  if (!merged) return merged.error();
  is_behind_ = false;
  Intake intake = std::move(staged.intake);
  intake.new_fields = fields_.take_new();
  intake.merged = *std::move(merged);
  return intake;
}

}  // namespace nowthen::extract

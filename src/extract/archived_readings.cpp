#include "extract/archived_readings.hpp"

#include <memory>

namespace nowthen::extract {
namespace {

constexpr std::size_t pages_kept = 16;

Error gone(std::string why) { return {.kind = ErrorKind::not_found, .message = std::move(why)}; }

}  // namespace

Result<warehouse::Reading> ArchivedReadings::operator()(const warehouse::ArchivePlace& place) {
  if (!reader_) {
    auto opened = archive::Reader::open(folder_);
    if (!opened) return opened.error();
    reader_.emplace(*std::move(opened));
  }
  const archive::Position position = position_of(place);
  const auto& segments = reader_->listing().segments;
  if (!segments.empty() && position.segment < segments.front())
    return gone("the segment of the archive with its bytes was pruned");
  const auto found = page_at(position);
  if (!found) return gone(found.error().message);
  const archive::Page* const page = *found;
  const auto record = reader_->record(*page, position.record);
  if (!record) return gone(record.error().message);
  if (record->erased) return gone("the record is erased");
  auto reading = maker_.make(page->header(), position, record->bytes);
  if (!reading) return gone(reading.error().message);
  return reading;
}

/// Whoever wants many in whatever order wants them from few pages, most often.
Result<const archive::Page*> ArchivedReadings::page_at(const archive::Position& position) {
  const std::pair place{position.segment, position.page_offset};
  const auto kept = pages_.find(place);
  if (kept != pages_.end() && position.record < kept->second.record_count()) return &kept->second;
  auto page = reader_->page(position);
  if (!page) return page.error();
  if (pages_.size() == pages_kept) pages_.clear();
  return &pages_.insert_or_assign(place, *std::move(page)).first->second;
}

Result<warehouse::Reading> ArchivedReadings::of(const std::string& conversation_id,
                                                const warehouse::ArchivePlace& place) {
  auto reading = (*this)(place);
  if (!reading || reading->detail.conversation_id.str() == conversation_id) return reading;
  return gone("the archive has another conversation there: it does not belong to these tables");
}

/// Shared, for what is asked can be copied and a reader cannot.
warehouse::FetchReading fetch_from_archive(const std::string& folder) {
  const auto kept = std::make_shared<ArchivedReadings>(folder);
  return [kept](const warehouse::ArchivePlace& place) { return (*kept)(place); };
}

}  // namespace nowthen::extract

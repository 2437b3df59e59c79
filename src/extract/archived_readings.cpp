#include "extract/archived_readings.hpp"

namespace nowthen::extract {
namespace {

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
  auto record = reader_->record(position);
  if (!record) return gone(record.error().message);
  if (record->erased) return gone("the record is erased");
  auto header = reader_->page_header(position);
  if (!header) return gone(header.error().message);
  auto reading = maker_.make(*header, position, record->bytes);
  if (!reading) return gone(reading.error().message);
  return reading;
}

Result<warehouse::Reading> ArchivedReadings::of(const std::string& conversation_id,
                                                const warehouse::ArchivePlace& place) {
  auto reading = (*this)(place);
  if (!reading || reading->detail.conversation_id.str() == conversation_id) return reading;
  return gone("the archive has another conversation there: it does not belong to these tables");
}

}  // namespace nowthen::extract

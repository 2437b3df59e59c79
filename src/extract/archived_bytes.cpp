#include "extract/archived_bytes.hpp"

#include "extract/readings_of.hpp"

namespace nowthen::extract {

Result<std::string> ArchivedBytes::operator()(const warehouse::ArchivePlace& place) {
  if (!reader_) {
    auto opened = archive::Reader::open(folder_);
    if (!opened) return opened.error();
    reader_.emplace(*std::move(opened));
  }
  auto record = reader_->record(position_of(place));
  if (!record) return record.error();
  if (record->erased) return Error{.kind = ErrorKind::not_found, .message = "the record is erased"};
  return std::move(record->bytes);
}

}  // namespace nowthen::extract

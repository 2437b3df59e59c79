#include "archive/segment.hpp"

#include <fmt/format.h>

#include <system_error>

#include "archive/little_endian.hpp"
#include "archive/segment_files.hpp"

namespace nowthen::archive {
namespace {

Error local(std::string message, std::string hint) {
  return {.kind = ErrorKind::local, .message = std::move(message), .hint = std::move(hint)};
}

Error damaged_record(std::string message) {
  return local(std::move(message),
               "verify the archive; a copy of it, or asking the API again, brings it back");
}

/// What the first page begins with, if it is a page.
std::optional<Marker> marker_of_first_page(const ByteSource& source) {
  std::string bytes(Marker().size(), '\0');
  if (source.read(segment_header_bytes, bytes) != 0) return std::nullopt;
  const auto marker = get_octets<Marker>(bytes);
  if (!std::holds_alternative<FoundPage>(page_at(source, marker, segment_header_bytes))) return std::nullopt;
  return marker;
}

}  // namespace

Segment open_segment(std::uint32_t number, std::unique_ptr<ByteSource> source,
                     const std::optional<Marker>& known) {
  Segment segment{.number = number, .source = std::move(source)};
  std::string bytes(segment_header_bytes, '\0');
  if (segment.source->read(0, bytes) == 0) segment.state = decode_segment_header(bytes, segment.header);
  if (segment.state == HeaderState::sound) segment.marker = segment.header.marker;
  if (segment.state == HeaderState::damaged) segment.marker = marker_of_first_page(*segment.source);
  if (segment.state == HeaderState::damaged && !segment.marker) segment.marker = known;
  return segment;
}

Result<Segment> open_segment(const std::string& folder, std::uint32_t number,
                             const std::optional<Marker>& known) {
  auto source = open_file(path_in(folder, segment_name(number)));
  if (!source) return source.error();
  return open_segment(number, std::move(*source), known);
}

Error newer_layout(std::uint32_t number) {
  return local(segment_name(number) + " of the archive has a layout that this version does not know",
               "use the version of nowthen that wrote it, or a later one");
}

Result<FoundPage> page_of(const Segment& segment, const Position& position) {
  if (segment.state == HeaderState::newer) return newer_layout(segment.number);
  auto found = segment.marker ? page_at(*segment.source, *segment.marker, position.page_offset)
                              : Flaw{"the segment's header is damaged"};
  std::string cause = "the page has fewer records";
  if (auto* flaw = std::get_if<Flaw>(&found)) {
    cause = std::move(flaw->cause);
  } else if (auto& page = std::get<FoundPage>(found); position.record < page.head.records.size()) {
    return std::move(page);
  }
  Error error =
      damaged_record(fmt::format("the archive has no record {} of a page at offset {} of segment {}: {}",
                                 position.record, position.page_offset, position.segment, cause));
  error.kind = ErrorKind::not_found;
  return error;
}

Result<std::string> read_block(const ByteSource& source, const FoundPage& page, const RecordEntry& entry) {
  std::string block(entry.block_bytes(), '\0');
  if (const int code = source.read(page.offset + entry.offset, block); code != 0)
    return damaged_record("a record of the archive cannot be read: " + std::generic_category().message(code));
  return block;
}

Result<Record> read_record(const ByteSource& source, const FoundPage& page, const RecordEntry& entry,
                           RecordCodec& codec) {
  auto block = read_block(source, page, entry);
  if (!block) return block.error();
  switch (check_block(entry, *block)) {
    case BlockState::erased: return Record{.erased = true};
    case BlockState::erased_in_part: return Record{.erased = true, .erasure_unfinished = true};
    case BlockState::damaged: return damaged_record("a record of the archive is not what was written");
    case BlockState::whole: break;
  }
  auto record = codec.unpack(entry, *block);
  if (!record) return damaged_record("a record of the archive is not what its hash says");
  return Record{.bytes = std::move(*record)};
}

}  // namespace nowthen::archive

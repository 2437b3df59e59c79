// Any bytes are a segment with some pages or none. Two readings: the bytes as they are, and the bytes as
// edits of a sound segment, so that what lies behind the hashes is reached too.
#include <cstdlib>
#include <string>
#include <string_view>

#include "archive/header_fields.hpp"
#include "archive/little_endian.hpp"
#include "archive/prune_trace.hpp"
#include "archive/segment.hpp"
#include "core/seeded_random.hpp"

namespace {
using namespace nowthen;
using namespace nowthen::archive;

/// Reads every page and record. The sizes and places it is given must lie within the segment.
void read_through(std::string_view bytes) {
  const Segment segment = open_segment(1, std::make_unique<MemorySource>(bytes), std::nullopt);
  if (!segment.marker) return;
  RecordCodec codec;
  SegmentWalk walk(*segment.source, *segment.marker);
  for (;;) {
    const auto step = walk.next({});
    if (!step) std::abort();
    if (step->gap && step->gap->offset + step->gap->size_bytes > bytes.size()) std::abort();
    if (!step->page) {
      if (!step->gap) return;
      continue;
    }
    if (step->page->offset + step->page->head.page_bytes > bytes.size()) std::abort();
    for (const RecordEntry& entry : step->page->head.records) {
      const auto record = read_record(*segment.source, *step->page, entry, codec);
      if (record && !record->erased && record->bytes.size() != entry.plain_bytes) std::abort();
    }
  }
}

const Marker marker{'m', 'a', 'r', 'k', 'e', 'r'};

/// The input as what a page's hash covers, with a hash that agrees: only the layout itself is left to refuse
/// it.
std::string with_hashes(std::string_view input) {
  std::string bytes = encode_segment_header({.number = 1, .marker = marker});
  if (input.size() < head_lead_bytes) return bytes;
  std::string page(as_text(marker));
  page += input.substr(page.size());
  const auto head_bytes = get<std::uint32_t>(page, 16);
  if (head_bytes > page.size()) return bytes + page;
  const std::string head = page.substr(0, head_bytes);
  return bytes + head + std::string(as_text(sha256(head))) + page.substr(head_bytes);
}

/// The input as a frame whose check agrees: what zstd makes of it.
void unpack_as_frame(std::string_view input) {
  if (input.size() < 4) return;
  RecordEntry entry;
  entry.plain_bytes = get<std::uint32_t>(input) % (1U << 20U);
  const std::string block = std::string(16, 's') + std::string(input.substr(4));
  entry.frame_bytes = static_cast<std::uint32_t>(block.size() - 16);
  RecordCodec codec;
  const auto record = codec.unpack(entry, block);
  if (record && record->size() != entry.plain_bytes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const char* data, std::size_t size_bytes) {
  const std::string_view input(data, size_bytes);
  read_through(input);
  read_through(with_hashes(input));
  unpack_as_frame(input);
  decode_trace(input);
  if (const auto header = decode_header(input)) {
    if (decode_header(encode_header(*header)) != header) std::abort();
  }
  return 0;
}

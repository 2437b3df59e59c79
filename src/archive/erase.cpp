#include "archive/erase.hpp"

#include <algorithm>
#include <map>

#include "archive/record_codec.hpp"
#include "archive/segment.hpp"
#include "archive/segment_files.hpp"

namespace nowthen::archive {
namespace {

/// The bytes of one record's block, in its segment.
struct Block {
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
};

using BlocksBySegment = std::map<std::uint32_t, std::vector<Block>>;

int overwrite(const Block& block, Disk& disk, int descriptor) {
  constexpr std::uint64_t piece_bytes = std::uint64_t{1} << 20U;
  const std::string ones(std::min(piece_bytes, block.size_bytes), erased_byte);
  for (std::uint64_t done = 0; done < block.size_bytes; done += ones.size()) {
    const std::uint64_t size = std::min<std::uint64_t>(ones.size(), block.size_bytes - done);
    const int code = disk.write(descriptor, block.offset + done, std::string_view(ones).substr(0, size));
    if (code != 0) return code;
  }
  return 0;
}

Result<void> overwrite(const std::string& path, const std::vector<Block>& blocks, Disk& disk) {
  int descriptor = -1;
  int code = disk.open(path, descriptor);
  if (code != 0) return disk_error("write", path, code);
  for (const Block& block : blocks)
    if (code == 0) code = overwrite(block, disk, descriptor);
  if (code == 0) code = disk.sync(descriptor);
  disk.close(descriptor);
  if (code != 0) return disk_error("erase in", path, code);
  return {};
}

/// Looks up where the records' bytes are; keeps the segment that it looked into last open.
class Lookup {
 public:
  explicit Lookup(const std::string& folder) : folder_(folder) {}

  Result<Erasure> find(const Position& position, BlocksBySegment& blocks) {
    if (!segment_ || segment_->number != position.segment) {
      auto opened = open_segment(folder_, position.segment, std::nullopt);
      if (!opened) return opened.error();
      segment_ = std::move(*opened);
    }
    const auto page = page_of(*segment_, position);
    if (!page) return page.error();
    const RecordEntry& entry = page->head.records[position.record];
    blocks[position.segment].push_back({page->offset + entry.offset, entry.block_bytes()});
    return Erasure{position, entry.hash, page->hash};
  }

 private:
  const std::string& folder_;
  std::optional<Segment> segment_;
};

}  // namespace

Result<std::vector<Erasure>> erase(const std::string& folder, std::span<const Position> positions,
                                   Disk& disk) {
  BlocksBySegment blocks;
  std::vector<Erasure> erasures;
  Lookup lookup(folder);
  for (const Position& position : positions) {
    auto erasure = lookup.find(position, blocks);
    if (!erasure) return erasure.error();
    erasures.push_back(*erasure);
  }
  for (const auto& [segment, places] : blocks)
    if (auto done = overwrite(path_in(folder, segment_name(segment)), places, disk); !done)
      return done.error();
  return erasures;
}

}  // namespace nowthen::archive

#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/page_head.hpp"

namespace nowthen::archive {

/// What a segment file begins with.
struct SegmentHeader {
  std::uint32_t number = 0;  ///< From 1, without a gap but for what was pruned.
  Marker marker{};           ///< The archive's, the same in all its segments.
  Head before;               ///< The last page of the segment before; number 0 and zeros for the first.
};

constexpr std::size_t segment_header_bytes = 168;

/// The bytes of a segment's begin: `segment_header_bytes` of them.
std::string encode_segment_header(const SegmentHeader& header);

enum class HeaderState {
  sound,
  damaged,
  newer,  ///< Of a layout that this program does not know.
};

/// Reads the first bytes of a segment; fewer than `segment_header_bytes` are `damaged`. `header` is set where
/// it is sound.
HeaderState decode_segment_header(std::string_view bytes, SegmentHeader& header);

}  // namespace nowthen::archive

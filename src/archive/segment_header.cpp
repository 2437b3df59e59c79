#include "archive/segment_header.hpp"

#include "archive/little_endian.hpp"

namespace nowthen::archive {
namespace {

// Whoever opens a segment with a pager learns what it is and where it is described. 64 bytes.
constexpr std::string_view title = "nowthen archive segment; layout: docs/reference/archive.md      ";
static_assert(title.size() == 64);
constexpr std::string_view magic = title.substr(0, 23);

constexpr std::uint32_t layout = 1;
constexpr std::size_t at_layout = 64;
constexpr std::size_t at_number = 68;
constexpr std::size_t at_sequence = 72;
constexpr std::size_t at_marker = 80;
constexpr std::size_t at_hash = 96;
constexpr std::size_t at_check = 136;

}  // namespace

std::string encode_segment_header(const SegmentHeader& header) {
  std::string bytes(title);
  put(bytes, layout);
  put(bytes, header.number);
  put(bytes, header.before.sequence);
  bytes += as_text(header.marker);
  bytes += as_text(header.before.hash);
  bytes.resize(at_check, '\0');
  bytes += as_text(sha256(bytes));
  return bytes;
}

HeaderState decode_segment_header(std::string_view bytes, SegmentHeader& header) {
  if (bytes.size() < segment_header_bytes || !bytes.starts_with(magic)) return HeaderState::damaged;
  const auto check = get_octets<Sha256>(bytes, at_check);
  if (sha256(bytes.substr(0, at_check)) != check) return HeaderState::damaged;
  if (get<std::uint32_t>(bytes, at_layout) != layout) return HeaderState::newer;
  header.number = get<std::uint32_t>(bytes, at_number);
  header.before.sequence = get<std::uint64_t>(bytes, at_sequence);
  header.marker = get_octets<Marker>(bytes, at_marker);
  header.before.hash = get_octets<Sha256>(bytes, at_hash);
  return HeaderState::sound;
}

}  // namespace nowthen::archive

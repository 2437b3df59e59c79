#include "archive/segment_walk.hpp"

#include <algorithm>
#include <system_error>

#include "archive/little_endian.hpp"
#include "archive/segment_header.hpp"

namespace nowthen::archive {
namespace {

constexpr std::uint64_t window_bytes = std::uint64_t{64} << 10U;
constexpr std::uint64_t sector_bytes = 4'096;  // what a bad sector hides

Flaw unreadable(int code) { return {.cause = "cannot be read: " + std::generic_category().message(code)}; }

/// The first place from `offset` on where the marker stands; nothing where there is none.
Result<std::optional<std::uint64_t>> find_marker(const ByteSource& source, const Marker& marker,
                                                 std::uint64_t offset, const std::stop_token& stop) {
  const std::string_view wanted = as_text(marker);
  std::string window;
  for (std::uint64_t reach = window_bytes; offset + wanted.size() <= source.size_bytes();) {
    if (stop.stop_requested()) return stopped();
    window.resize(std::min(reach, source.size_bytes() - offset));
    if (source.read(offset, window) != 0) {
      offset += reach == sector_bytes ? sector_bytes : 0;
      reach = sector_bytes;
      continue;
    }
    if (const auto at = window.find(wanted); at != std::string::npos) return std::optional(offset + at);
    offset += window.size() - (wanted.size() - 1);
    reach = window_bytes;
  }
  return std::optional<std::uint64_t>();
}

}  // namespace

Error stopped() { return {.kind = ErrorKind::cancelled, .message = "stopped while reading the archive"}; }

std::variant<FoundPage, Flaw> page_at(const ByteSource& source, const Marker& marker, std::uint64_t offset) {
  const std::uint64_t room = source.size_bytes() - std::min(offset, source.size_bytes());
  if (room < head_lead_bytes) return Flaw{"the segment ends in a page's head", true};
  std::string bytes(head_lead_bytes, '\0');
  if (const int code = source.read(offset, bytes); code != 0) return unreadable(code);
  auto size = head_size(marker, bytes);
  if (auto* cause = std::get_if<std::string>(&size)) return Flaw{std::move(*cause)};
  const auto [head_bytes, page_bytes] = std::get<HeadSize>(size);
  if (room < head_bytes + page_hash_bytes) return Flaw{"the segment ends in a page's head", true};
  bytes.resize(head_bytes + page_hash_bytes);
  if (const int code = source.read(offset, bytes); code != 0) return unreadable(code);
  const std::string_view head_text = std::string_view(bytes).substr(0, head_bytes);
  FoundPage page{.offset = offset, .hash = sha256(head_text)};
  if (page.hash != get_octets<Sha256>(bytes, head_text.size()))
    return Flaw{"a page's head is not what its hash says"};
  auto head = decode_head(head_text);
  if (auto* cause = std::get_if<std::string>(&head)) return Flaw{std::move(*cause)};
  if (room < page_bytes) return Flaw{"the segment ends in a page's records", true};
  page.head = std::move(std::get<PageHead>(head));
  return page;
}

SegmentWalk::SegmentWalk(const ByteSource& source, const Marker& marker)
    : source_(source), marker_(marker), offset_(segment_header_bytes), behind_(segment_header_bytes) {}

Result<SegmentWalk::Step> SegmentWalk::next(const std::stop_token& stop) {
  if (stop.stop_requested()) return stopped();
  if (offset_ >= source_.size_bytes()) return Step{};
  auto found = page_at(source_, marker_, offset_);
  if (auto* flaw = std::get_if<Flaw>(&found)) return search(std::move(*flaw), stop);
  auto& page = std::get<FoundPage>(found);
  pass(page);
  return Step{.page = std::move(page)};
}

/// From the end of the last sound head on rather than from where the next page should be: where bytes are
/// missing from a page, the next one begins before.
Result<SegmentWalk::Step> SegmentWalk::search(Flaw flaw, const std::stop_token& stop) {
  const std::uint64_t expected = std::exchange(offset_, source_.size_bytes());
  for (std::uint64_t from = behind_;;) {
    auto at = find_marker(source_, marker_, from, stop);
    if (!at) return at.error();
    if (!*at) break;
    auto found = page_at(source_, marker_, **at);
    from = **at + 1;
    auto* page = std::get_if<FoundPage>(&found);
    if (page == nullptr) continue;
    const std::uint64_t begin = std::min(expected, page->offset);
    pass(*page);
    return Step{Gap{begin, page->offset - begin, std::move(flaw)}, std::move(*page)};
  }
  behind_ = offset_;
  return Step{.gap = Gap{expected, source_.size_bytes() - expected, std::move(flaw)}};
}

void SegmentWalk::pass(const FoundPage& page) {
  offset_ = page.offset + page.head.page_bytes;
  behind_ = page.offset + page.head.head_bytes;
}

}  // namespace nowthen::archive

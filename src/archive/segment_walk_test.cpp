#include "archive/segment_walk.hpp"

#include <gtest/gtest.h>

#include <cerrno>

#include "archive/little_endian.hpp"
#include "archive/segment_header.hpp"

namespace nowthen::archive {
namespace {

const Marker marker{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

/// A page without records whose note is `note`.
std::string page(std::uint64_t sequence, const std::string& note, const Marker& begins_with = marker) {
  PageHead head{.sequence = sequence, .header = {.note = note}};
  std::string bytes = encode_head(begins_with, head);
  return bytes + std::string(as_text(sha256(bytes)));
}

/// What a walk over `pages` meets: notes of pages, and `gap SIZE`.
std::vector<std::string> met(const std::string& pages) {
  const std::string bytes = std::string(segment_header_bytes, 'h') + pages;
  const MemorySource source(bytes);
  SegmentWalk walk(source, marker);
  std::vector<std::string> met;
  for (;;) {
    const auto step = walk.next({});
    if (step->gap) met.push_back("gap " + std::to_string(step->gap->size_bytes));
    if (step->page) met.push_back(step->page->head.header.note);
    if (!step->gap && !step->page) return met;
  }
}

using Met = std::vector<std::string>;

TEST(SegmentWalk, MeetsEveryPageInOrder) {
  EXPECT_EQ(met(""), Met{});
  EXPECT_EQ(met(page(1, "a") + page(2, "b")), (Met{"a", "b"}));
}

TEST(SegmentWalk, FindsTheNextPageBehindAnyRubbish) {
  EXPECT_EQ(met(page(1, "a") + "rubbish" + page(2, "b")), (Met{"a", "gap 7", "b"}));
  EXPECT_EQ(met(std::string(200'000, 'x') + page(1, "a")), (Met{"gap 200000", "a"}));
  EXPECT_EQ(met(page(1, "a") + std::string(300, '\0')), (Met{"a", "gap 300"}));
}

TEST(SegmentWalk, FindsAMarkerAcrossTheEdgeOfWhatItReadsAtOnce) {
  for (std::size_t size = 65'536 - 20; size < 65'536 + 20; ++size)
    EXPECT_EQ(met(std::string(size, 'x') + page(1, "a")), (Met{"gap " + std::to_string(size), "a"}));
}

TEST(SegmentWalk, IsNotMisledByMarkersWithoutAPage) {
  const std::string lone(as_text(marker));
  EXPECT_EQ(met(lone + lone + page(1, "a")), (Met{"gap 32", "a"}));
  EXPECT_EQ(met(page(1, "a").substr(0, 90) + page(2, "b")), (Met{"gap 90", "b"}));
}

TEST(SegmentWalk, TakesNoPageOfAnotherArchiveForItsOwn) {
  Marker other = marker;
  other[3] = 0;
  const std::string planted = page(2, "planted", other);
  EXPECT_EQ(met("x" + planted + page(1, "a")), (Met{"gap " + std::to_string(1 + planted.size()), "a"}));
}

/// Memory of which a part cannot be read.
class BadSector final : public ByteSource {
 public:
  BadSector(std::string_view bytes, std::uint64_t begin, std::uint64_t end)
      : sound_(bytes), begin_(begin), end_(end) {}
  std::uint64_t size_bytes() const override { return sound_.size_bytes(); }
  int read(std::uint64_t offset, std::span<char> into) const override {
    return offset < end_ && begin_ < offset + into.size() ? EIO : sound_.read(offset, into);
  }

 private:
  MemorySource sound_;
  std::uint64_t begin_;
  std::uint64_t end_;
};

TEST(SegmentWalk, FindsTheNextPageBehindABadSector) {
  const std::string first = page(1, "a");
  const std::string bytes = std::string(segment_header_bytes, 'h') + first +
                            page(2, std::string(5'000, 'b')) + page(3, std::string(9'000, 'c')) +
                            page(4, "d");
  const std::uint64_t bad = segment_header_bytes + first.size() + 100;
  const BadSector source(bytes, bad, bad + 512);
  SegmentWalk walk(source, marker);
  EXPECT_EQ(walk.next({})->page->head.sequence, 1U);
  const auto step = walk.next({});
  ASSERT_TRUE(step->gap);
  EXPECT_EQ(step->gap->flaw.cause, "cannot be read: Input/output error");
  ASSERT_TRUE(step->page);
  EXPECT_EQ(step->page->head.sequence, 3U);
  EXPECT_EQ(walk.next({})->page->head.sequence, 4U);
}

TEST(SegmentWalk, StopsBetweenPages) {
  const std::string bytes = std::string(segment_header_bytes, 'h') + page(1, "a");
  const MemorySource source(bytes);
  SegmentWalk walk(source, marker);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(walk.next(stop.get_token()).error().kind, ErrorKind::cancelled);
}

}  // namespace
}  // namespace nowthen::archive

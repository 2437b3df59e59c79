#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "archive/little_endian.hpp"
#include "core/digest.hpp"
#include "tests/support/archive_folder.hpp"

namespace nowthen::archive {
namespace {
namespace fs = std::filesystem;
using testing::append;
using testing::ArchiveFolder;
using testing::findings_of;
using testing::open_writer;
using testing::page_of;
using testing::PlainPage;
using testing::read_all;

/// Three small pages in one segment.
class ArchiveDamage : public ::testing::Test {
 protected:
  ArchiveDamage() {
    auto writer = open_writer(folder_);
    for (const PlainPage& page : pages_) {
      ends_.push_back(append(*writer, page)->first.page_offset);
      head_ = writer->head();
    }
    EXPECT_TRUE(writer->close());
    bytes_ = folder_.content(folder_.segment(1));
    ends_.push_back(bytes_.size());
    ends_.erase(ends_.begin());  // a page ends where the next one begins
  }

  /// Makes `bytes` the segment, and no other file.
  void replace(const std::string& bytes) {
    fs::remove_all(folder_.path());
    fs::create_directory(folder_.path());
    folder_.overwrite(folder_.segment(1), bytes);
  }

  /// How many of the pages end before `offset`.
  std::size_t whole_before(std::uint64_t offset) const {
    return static_cast<std::size_t>(
        std::count_if(ends_.begin(), ends_.end(), [&](std::uint64_t end) { return end <= offset; }));
  }

  /// Whether what is read is nothing but records that were written, in their pages.
  bool is_part_of_what_was(const std::vector<PlainPage>& read) const {
    return std::all_of(read.begin(), read.end(), [&](const PlainPage& page) {
      return std::any_of(pages_.begin(), pages_.end(), [&](const PlainPage& written) {
        return page.header == written.header && std::includes(written.records.begin(), written.records.end(),
                                                              page.records.begin(), page.records.end());
      });
    });
  }

  void expect_first(std::size_t count, const std::vector<PlainPage>& read) const {
    ASSERT_GE(read.size(), count);
    EXPECT_TRUE(
        std::equal(pages_.begin(), pages_.begin() + static_cast<std::ptrdiff_t>(count), read.begin()));
  }

  const ArchiveFolder folder_;
  const std::vector<PlainPage> pages_{page_of({"alpha", "beta"}), page_of({}), page_of({"gamma", "omega"})};
  std::vector<std::uint64_t> ends_;
  std::string bytes_;
  Head head_;
};

TEST_F(ArchiveDamage, CutAtAnyByteLosesNoPageBeforeAndIsFound) {
  for (std::size_t size = 0; size < bytes_.size(); ++size) {
    SCOPED_TRACE(size);
    replace(bytes_.substr(0, size));
    const auto read = read_all(folder_.path());
    EXPECT_EQ(read.size(), whole_before(size));
    expect_first(whole_before(size), read);
    const auto verified = verify(folder_.path(), {.expected = head_});
    ASSERT_TRUE(verified);
    EXPECT_FALSE(verified->sound());
  }
}

TEST_F(ArchiveDamage, CutAtAnyByteIsRepairedByTheNextWriter) {
  for (std::size_t size = 0; size < bytes_.size(); ++size) {
    SCOPED_TRACE(size);
    replace(bytes_.substr(0, size));
    auto writer = open_writer(folder_);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE(append(*writer, page_of({"after"})));
    ASSERT_TRUE(writer->close());
    auto expected = std::vector<PlainPage>(pages_.begin(),
                                           pages_.begin() + static_cast<std::ptrdiff_t>(whole_before(size)));
    expected.push_back(page_of({"after"}));
    EXPECT_EQ(read_all(folder_.path()), expected);
    const bool at_an_end = size == 168 || std::count(ends_.begin(), ends_.end(), size) > 0;
    EXPECT_EQ(writer->cut().has_value(), size > 168 && !at_an_end);
    if (writer->cut()) {
      EXPECT_EQ(folder_.content(folder_.file(writer->cut()->kept_in)),
                bytes_.substr(writer->cut()->offset).substr(0, size - writer->cut()->offset));
    }
    if (size >= 168) {
      EXPECT_TRUE(verify(folder_.path())->sound()) << findings_of(folder_.path());
    }
  }
}

TEST_F(ArchiveDamage, AnyBitFlippedIsFoundAndReadsAsNothingElse) {
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    SCOPED_TRACE(at);
    std::string bytes = bytes_;
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << (at % 8)));
    replace(bytes);
    const auto read = read_all(folder_.path());
    EXPECT_TRUE(is_part_of_what_was(read));
    expect_first(whole_before(at), read);
    EXPECT_GE(read.size(), 2U) << "one page at most is lost";
    EXPECT_FALSE(verify(folder_.path())->sound());
  }
}

TEST_F(ArchiveDamage, NoBitFlippedMakesAWriterLoseWhatWasConcluded) {
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    SCOPED_TRACE(at);
    std::string bytes = bytes_;
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 0x80U);
    replace(bytes);
    auto writer = open_writer(folder_, {.concluded = head_});
    ASSERT_TRUE(writer) << writer.error().message;
    EXPECT_FALSE(writer->cut());
    ASSERT_TRUE(append(*writer, page_of({"after"})));
    EXPECT_EQ(writer->head().sequence, 4U);
    ASSERT_TRUE(writer->close());
    EXPECT_EQ(folder_.content(folder_.segment(1)).substr(0, bytes.size()), bytes);
    EXPECT_EQ(read_all(folder_.path()).back(), page_of({"after"}));
  }
}

TEST_F(ArchiveDamage, RecordsWhoseWriteWasLostAreTornAndNotErased) {
  const auto pages = read_all(folder_.path());
  auto reader = Reader::open(folder_.path());
  std::optional<Page> last;
  for (auto page = reader->next(); *page; page = reader->next()) last = **page;
  const auto blocks = last->found.offset + last->found.head.records.front().offset;
  replace(bytes_.substr(0, blocks) + std::string(bytes_.size() - blocks, '\0'));
  EXPECT_NE(findings_of(folder_.path()).find("record_damaged"), std::string::npos);
  const auto writer = open_writer(folder_);
  ASSERT_TRUE(writer);
  EXPECT_TRUE(writer->cut());
  EXPECT_EQ(read_all(folder_.path()).size(), pages.size() - 1);
}

TEST_F(ArchiveDamage, ARunOfBytesRemovedCostsNoMoreThanThePagesItTouches) {
  const Head last = verify(folder_.path())->head;
  for (std::size_t at = 168; at + 40 < bytes_.size(); ++at) {
    SCOPED_TRACE(at);
    replace(bytes_.substr(0, at) + bytes_.substr(at + 40));
    const auto read = read_all(folder_.path());
    EXPECT_TRUE(is_part_of_what_was(read));
    expect_first(whole_before(at), read);
    if (at + 40 < ends_[1]) {
      EXPECT_EQ(read.back(), pages_.back());
    }
    EXPECT_NE(findings_of(folder_.path()), "");
    EXPECT_FALSE(verify(folder_.path(), {.expected = last})->sound());
  }
}

TEST_F(ArchiveDamage, ATornEndIsDamageOnlyWhereSomethingWasConcludedFromIt) {
  const auto verified = verify(folder_.path());
  const std::size_t second_last_end = ends_[ends_.size() - 2];
  replace(bytes_.substr(0, bytes_.size() - 1));
  EXPECT_NE(findings_of(folder_.path()).find("torn_end"), std::string::npos);
  EXPECT_TRUE(verify(folder_.path())->sound());
  EXPECT_FALSE(verify(folder_.path(), {.expected = verified->head})->sound());
  replace(bytes_.substr(0, second_last_end));
  const Head before = verify(folder_.path())->head;
  replace(bytes_.substr(0, second_last_end + 1));
  EXPECT_TRUE(verify(folder_.path(), {.expected = before})->sound());
}

TEST_F(ArchiveDamage, APageTakenOutIsMissed) {
  const std::size_t first_end = ends_[0];
  const std::size_t second_end = ends_[1];
  replace(bytes_.substr(0, first_end) + bytes_.substr(second_end));
  EXPECT_EQ(findings_of(folder_.path()), "segment 1, offset " + std::to_string(first_end) +
                                             ": pages_missing: pages 2 to 2 are not there\n");
  replace(bytes_.substr(0, 168) + bytes_.substr(first_end));
  EXPECT_EQ(findings_of(folder_.path()),
            "segment 1, offset 168: pages_missing: pages 1 to 1 are not there\n");
}

TEST_F(ArchiveDamage, APageRepeatedOrMovedIsFound) {
  const std::string second = bytes_.substr(ends_[0], ends_[1] - ends_[0]);
  replace(bytes_.substr(0, ends_[1]) + second + bytes_.substr(ends_[1]));
  EXPECT_NE(findings_of(folder_.path()).find("chain_broken: page 2 comes behind page 2"), std::string::npos);
}

TEST_F(ArchiveDamage, PagesMissingAtTheEndAreMissedByWhoeverKnewThem) {
  replace(bytes_.substr(0, ends_[1]));
  EXPECT_EQ(findings_of(folder_.path()), "");
  EXPECT_EQ(findings_of(folder_.path(), {.expected = head_}),
            "end_missing: the archive ends with page 2, but is known to have had page 3\n");
  auto writer = open_writer(folder_, {.concluded = head_});
  ASSERT_TRUE(writer);
  ASSERT_EQ(writer->findings().size(), 1U);
  EXPECT_EQ(writer->findings()[0].kind, FindingKind::end_missing);
  ASSERT_TRUE(append(*writer, page_of({"after"})));
  EXPECT_EQ(writer->head().sequence, 4U) << "a number that something refers to is never given again";
  ASSERT_TRUE(writer->close());
  EXPECT_NE(findings_of(folder_.path()).find("pages 3 to 3 are not there"), std::string::npos);
}

TEST_F(ArchiveDamage, ForeignFilesAreToldOfAndLeftAlone) {
  folder_.overwrite(folder_.file("notes.txt"), "mine");
  folder_.overwrite(folder_.file("segment-1"), "not so named by us");
  EXPECT_TRUE(open_writer(folder_));
  EXPECT_EQ(findings_of(folder_.path()),
            "foreign_file: notes.txt is not of the archive\nforeign_file: segment-1 is not of the archive\n");
  EXPECT_TRUE(verify(folder_.path())->sound());
  EXPECT_EQ(folder_.content(folder_.file("notes.txt")), "mine");
}

TEST_F(ArchiveDamage, ASegmentOfALaterLayoutIsRefusedInWords) {
  std::string header = bytes_.substr(0, 136);
  header[64] = 2;
  replace(header + std::string(as_text(sha256(header))) + bytes_.substr(168));
  const auto writer = open_writer(folder_);
  ASSERT_FALSE(writer);
  EXPECT_NE(writer.error().message.find("a layout that this version does not know"), std::string::npos);
  EXPECT_FALSE(verify(folder_.path()));
}

/// Many segments of one page each.
TEST(ArchiveSegments, AnySegmentTakenOutIsMissed) {
  for (std::uint32_t gone = 1; gone <= 4; ++gone) {
    const ArchiveFolder folder;
    auto writer = open_writer(folder, {.segment_bytes = 1});
    for (int i = 0; i < 4; ++i) ASSERT_TRUE(append(*writer, page_of({std::to_string(i)})));
    ASSERT_TRUE(writer->close());
    fs::remove(folder.segment(gone));
    const auto verified = verify(folder.path(), {.expected = writer->head()});
    ASSERT_TRUE(verified);
    EXPECT_FALSE(verified->sound()) << gone;
    EXPECT_EQ(read_all(folder.path()).size(), 3U);
  }
}

/// One bad sector takes the header of a segment and the head of its first page.
TEST(ArchiveSegments, ARecordIsReadWhereTheBeginOfItsSegmentIsGone) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  ASSERT_TRUE(append(*writer, page_of({"one"})));
  const Position second = append(*writer, page_of({"two"}))->first;
  ASSERT_TRUE(writer->begin_segment());
  const Position other = append(*writer, page_of({"three"}))->first;
  ASSERT_TRUE(writer->close());
  ASSERT_NE(other.segment, second.segment);
  std::string bytes = folder.content(folder.segment(second.segment));
  bytes.replace(0, second.page_offset, second.page_offset, '\0');
  folder.overwrite(folder.segment(second.segment), bytes);
  auto reader = Reader::open(folder.path()).value();
  EXPECT_EQ(reader.record(second).value().bytes, "two");
}

TEST(ArchiveSegments, TwoSegmentsThatChangedNamesAreFound) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder, {.segment_bytes = 1});
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(append(*writer, page_of({std::to_string(i)})));
  ASSERT_TRUE(writer->close());
  fs::rename(folder.segment(1), folder.file("x"));
  fs::rename(folder.segment(2), folder.segment(1));
  fs::rename(folder.file("x"), folder.segment(2));
  EXPECT_NE(findings_of(folder.path()).find("segment_misplaced"), std::string::npos);
}

}  // namespace
}  // namespace nowthen::archive

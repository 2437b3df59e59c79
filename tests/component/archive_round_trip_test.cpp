#include <gtest/gtest.h>
#include <sys/stat.h>

#include "archive/reader.hpp"
#include "core/seeded_random.hpp"
#include "tests/support/archive_folder.hpp"
#include "tests/support/property.hpp"

namespace nowthen::archive {
namespace {
using testing::append;
using testing::ArchiveFolder;
using testing::findings_of;
using testing::open_writer;
using testing::page_of;
using testing::PlainPage;
using testing::read_all;

unsigned mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

std::string random_bytes(std::size_t size, std::uint64_t seed) {
  SeededRandom random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.next() & 255U);
  return bytes;
}

TEST(ArchiveRoundTrip, GivesBackEveryRecordAndHeaderAsTheyWere) {
  const ArchiveFolder folder;
  const Instant noon = *parse_instant("2026-01-05T12:00:00.250Z");
  const PlainPage full{{.kind = PageKind::job,
                        .request = "GET /api/v2/analytics/jobs/1/results",
                        .http_status = 200,
                        .asked_at = noon,
                        .received_at = noon + std::chrono::milliseconds(80),
                        .as_of = noon - std::chrono::hours(3),
                        .window = Interval{noon - std::chrono::hours(24), noon},
                        .note = std::string("cursor \n\0 end", 13)},
                       {"", "x", R"({"conversationId":"a"})", std::string("\0\xff\n\0", 4)}};
  const std::vector<PlainPage> pages{full,
                                     page_of({}),
                                     page_of({random_bytes(5'000'000, 7), std::string(5'000'000, 'a')}),
                                     {{.kind = PageKind::quarantine, .http_status = 502}, {"<html>"}}};
  {
    auto writer = open_writer(folder);
    ASSERT_TRUE(writer) << writer.error().message;
    for (const PlainPage& page : pages) ASSERT_TRUE(append(*writer, page));
    ASSERT_TRUE(writer->close());
  }
  EXPECT_EQ(read_all(folder.path()), pages);
  EXPECT_EQ(findings_of(folder.path()), "");
}

TEST(ArchiveRoundTrip, IsForItsOwnerOnly) {
  const ArchiveFolder folder;
  ASSERT_TRUE(open_writer(folder));
  EXPECT_EQ(mode_of(folder.path()), 0700U);
  EXPECT_EQ(mode_of(folder.segment(1)), 0600U);
}

TEST(ArchiveRoundTrip, GoesOnWhereTheLastWriterEnded) {
  const ArchiveFolder folder;
  std::vector<PlainPage> pages;
  for (int i = 0; i < 5; ++i) {
    auto writer = open_writer(folder);
    ASSERT_TRUE(writer);
    EXPECT_EQ(writer->head().sequence, static_cast<std::uint64_t>(i));
    EXPECT_FALSE(writer->cut());
    pages.push_back(page_of({"record " + std::to_string(i)}));
    ASSERT_TRUE(append(*writer, pages.back()));
    ASSERT_TRUE(writer->sync());
  }
  EXPECT_EQ(read_all(folder.path()), pages);
  EXPECT_EQ(findings_of(folder.path()), "");
}

TEST(ArchiveRoundTrip, GivesPositionsThatLeadToTheRecords) {
  const ArchiveFolder folder;
  std::vector<std::pair<Position, std::string>> written;
  auto writer = open_writer(folder, {.segment_bytes = 2'000});
  ASSERT_TRUE(writer);
  for (int i = 0; i < 20; ++i) {
    const PlainPage page =
        page_of({random_bytes(300, static_cast<std::uint64_t>(i)), "b" + std::to_string(i)});
    const auto appended = append(*writer, page);
    ASSERT_TRUE(appended);
    for (std::uint32_t k = 0; k < appended->record_count; ++k)
      written.emplace_back(appended->position(k), page.records[k]);
  }
  ASSERT_TRUE(writer->sync());
  EXPECT_GT(writer->segment(), 3U);
  auto reader = Reader::open(folder.path());
  ASSERT_TRUE(reader);
  for (auto entry = written.rbegin(); entry != written.rend(); ++entry) {
    const auto record = reader->record(entry->first);
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_EQ(record->bytes, entry->second);
  }
  Position nowhere = written.front().first;
  nowhere.record = 2;
  EXPECT_EQ(reader->record(nowhere).error().kind, ErrorKind::not_found);
  nowhere = written.front().first;
  ++nowhere.page_offset;
  EXPECT_EQ(reader->record(nowhere).error().kind, ErrorKind::not_found);
}

TEST(ArchiveRoundTrip, LeavesAPageThatIsLargerThanASegmentWhole) {
  const ArchiveFolder folder;
  const std::vector<PlainPage> pages{page_of({"small"}), page_of({random_bytes(50'000, 1)}),
                                     page_of({"small"})};
  auto writer = open_writer(folder, {.segment_bytes = 4'096});
  ASSERT_TRUE(writer);
  for (const PlainPage& page : pages) ASSERT_TRUE(append(*writer, page));
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(writer->segment(), 3U);
  EXPECT_EQ(read_all(folder.path()), pages);
}

TEST(ArchiveRoundTrip, RefusesWhatItCouldNotGiveBackAndGoesOn) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  ASSERT_TRUE(writer);
  const std::string large(max_text_bytes + 1, 'x');
  EXPECT_EQ(writer->append({.request = large}, {}).error().kind, ErrorKind::invalid_request);
  EXPECT_EQ(writer->append({.kind = PageKind::pruned}, {}).error().kind, ErrorKind::invalid_request);
  const std::vector<std::string_view> many(max_records_per_page + 1);
  EXPECT_EQ(writer->append({}, many).error().kind, ErrorKind::invalid_request);
  // The bytes are never looked at: no need for so many of them.
  const std::string_view huge(large.data(), max_record_bytes + 1);
  EXPECT_EQ(writer->append({}, {&huge, 1}).error().kind, ErrorKind::invalid_request);
  EXPECT_TRUE(append(*writer, page_of({"fits"})));
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(read_all(folder.path()).size(), 1U);
  EXPECT_EQ(append(*writer, page_of({"late"})).error().message, "the archive is closed");
}

TEST(ArchiveRoundTrip, StopsWhenItIsTold) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(append(*writer, page_of({"a"})));
  std::stop_source stop;
  stop.request_stop();
  auto reader = Reader::open(folder.path());
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->next(stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_EQ(verify(folder.path(), {}, stop.get_token()).error().kind, ErrorKind::cancelled);
}

TEST(ArchiveRoundTrip, HoldsForAnyPages) {
  testing::expect_property("what is appended is what is read, over any number of openings and segments", [] {
    const ArchiveFolder folder;
    std::vector<PlainPage> pages;
    const auto segment_bytes = *rc::gen::inRange<std::uint64_t>(200, 5'000);
    const int openings = *rc::gen::inRange(1, 4);
    for (int i = 0; i < openings; ++i) {
      auto writer = open_writer(folder, {.segment_bytes = segment_bytes});
      RC_ASSERT(bool(writer));
      for (auto& records : *rc::gen::arbitrary<std::vector<std::vector<std::string>>>()) {
        PlainPage page = page_of(std::move(records));
        page.header.note = *rc::gen::arbitrary<std::string>();
        page.header.http_status = *rc::gen::inRange(0, 600);
        RC_ASSERT(bool(append(*writer, page)));
        if (*rc::gen::arbitrary<bool>()) RC_ASSERT(bool(writer->sync()));
        pages.push_back(std::move(page));
      }
      RC_ASSERT(bool(writer->close()));
    }
    RC_ASSERT(read_all(folder.path()) == pages);
    RC_ASSERT(findings_of(folder.path()).empty());
  });
}

}  // namespace
}  // namespace nowthen::archive

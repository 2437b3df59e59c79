#include <gtest/gtest.h>

#include <filesystem>

#include "archive/erase.hpp"
#include "archive/reader.hpp"
#include "archive/set_aside.hpp"
#include "tests/support/archive_folder.hpp"

namespace nowthen::archive {
namespace {
namespace fs = std::filesystem;
using testing::append;
using testing::ArchiveFolder;
using testing::findings_of;
using testing::open_writer;
using testing::page_of;
using testing::quick_disk;
using testing::read_all;

const std::string canary = "canary-3f9a-of-a-person";

/// The bytes that a record is kept as, its salt first.
std::string block_at(const ArchiveFolder& folder, const Position& position) {
  const auto segment = open_segment(folder.path(), position.segment, std::nullopt);
  const auto page = archive::page_of(*segment, position);
  return *read_block(*segment->source, *page, page->head.records[position.record]);
}

TEST(ArchiveErase, LeavesNoByteOfTheRecordAndEveryProof) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  ASSERT_TRUE(append(*writer, page_of({"before", canary, "behind"})));
  const auto appended = append(*writer, page_of({"x", canary}));
  ASSERT_TRUE(append(*writer, page_of({"last"})));
  ASSERT_TRUE(writer->close());
  const Position position = appended->position(1);
  const std::string block = block_at(folder, position);
  ASSERT_NE(folder.all_bytes().find(block), std::string::npos);

  const auto erased =
      erase(folder.path(), std::vector{Position{1, segment_header_bytes, 1}, position}, quick_disk());
  ASSERT_TRUE(erased);
  EXPECT_EQ((*erased)[1].page_hash, appended->head.hash);
  EXPECT_EQ((*erased)[1].record_hash, sha256(block.substr(0, 16), canary))
      << "with the salt that is gone now";
  const std::string bytes = folder.all_bytes();
  EXPECT_EQ(bytes.find(canary), std::string::npos);
  EXPECT_EQ(bytes.find(block.substr(0, 16)), std::string::npos) << "salt";
  EXPECT_EQ(bytes.find(block.substr(16)), std::string::npos) << "frame";
  EXPECT_EQ(findings_of(folder.path(), {.expected = writer->head()}), "");
  EXPECT_EQ(verify(folder.path())->statistics.erased_records, 2U);
  const auto read = read_all(folder.path());
  EXPECT_EQ(read[0].records, (std::vector<std::string>{"before", "erased", "behind"}));
  EXPECT_EQ(read[1].records, (std::vector<std::string>{"x", "erased"}));
}

TEST(ArchiveErase, IsNoReasonForTheNextWriterToCut) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  const auto appended = append(*writer, page_of({canary}));
  ASSERT_TRUE(writer->close());
  ASSERT_TRUE(erase(folder.path(), std::vector{appended->first}, quick_disk()));
  const auto again = open_writer(folder);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->cut());
  EXPECT_EQ(findings_of(folder.path()), "");
}

TEST(ArchiveErase, TouchesNothingWhereAPositionLeadsNowhere) {
  const ArchiveFolder folder;
  auto writer = open_writer(folder);
  const auto appended = append(*writer, page_of({"a"}));
  ASSERT_TRUE(writer->close());
  const std::string before = folder.all_bytes();
  for (const Position& wrong :
       {appended->position(1), Position{1, 5, 0}, Position{9, segment_header_bytes, 0}}) {
    const auto erased = erase(folder.path(), std::vector{appended->first, wrong}, quick_disk());
    ASSERT_FALSE(erased);
    EXPECT_EQ(erased.error().kind, ErrorKind::not_found);
  }
  EXPECT_EQ(folder.all_bytes(), before);
}

TEST(ArchiveErase, WhatWasCutOffATornEndCanBeRemovedToo) {
  const ArchiveFolder folder;
  ASSERT_TRUE(open_writer(folder));
  folder.overwrite(folder.segment(1), folder.content(folder.segment(1)) + canary);
  ASSERT_TRUE(open_writer(folder));
  EXPECT_NE(folder.all_bytes().find(canary), std::string::npos) << "kept until somebody says otherwise";
  const auto removed = remove_set_aside(folder.path(), quick_disk());
  ASSERT_TRUE(removed);
  EXPECT_EQ(*removed, 1U);
  EXPECT_EQ(folder.all_bytes().find(canary), std::string::npos);
}

/// An archive of five segments with one page each.
class ArchivePrune : public ::testing::Test {
 protected:
  ArchivePrune() {
    for (int i = 1; i <= 5; ++i) EXPECT_TRUE(append(writer_, page_of({std::to_string(i)})));
    EXPECT_TRUE(writer_.sync());
  }

  const ArchiveFolder folder_;
  Writer writer_ = open_writer(folder_, {.segment_bytes = 1}).value();
};

TEST_F(ArchivePrune, DropsOldSegmentsAndLeavesWhatProvesIt) {
  const auto dropped = writer_.prune(4);
  ASSERT_TRUE(dropped);
  EXPECT_EQ(*dropped, 3U);
  EXPECT_FALSE(fs::exists(folder_.segment(3)));
  EXPECT_EQ(findings_of(folder_.path(), {.expected = writer_.head()}), "");
  const auto read = read_all(folder_.path());
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0], page_of({"4"}));
  EXPECT_EQ(read[2].header.kind, PageKind::pruned);
  ASSERT_TRUE(append(writer_, page_of({"6"})));
  EXPECT_EQ(writer_.head().sequence, 7U);
}

TEST_F(ArchivePrune, TellsAPrunedSegmentFromALostOne) {
  ASSERT_TRUE(writer_.prune(3));
  fs::remove(folder_.segment(3));
  EXPECT_NE(findings_of(folder_.path()).find("segment_missing"), std::string::npos);
}

TEST_F(ArchivePrune, MayPruneItsOwnTraces) {
  ASSERT_TRUE(writer_.prune(2));
  ASSERT_TRUE(append(writer_, page_of({"6"})));
  ASSERT_TRUE(writer_.prune(7));
  EXPECT_EQ(findings_of(folder_.path()), "");
  EXPECT_EQ(list_folder(folder_.path())->segments.front(), 7U);
}

TEST_F(ArchivePrune, RefusesToDropTheLastSegmentAndDoesNothingTwice) {
  EXPECT_EQ(writer_.prune(6).error().kind, ErrorKind::invalid_request);
  ASSERT_TRUE(writer_.prune(3));
  const Head head = writer_.head();
  EXPECT_EQ(*writer_.prune(3), 0U);
  EXPECT_EQ(writer_.head(), head);
}

TEST_F(ArchivePrune, APositionInWhatIsGoneSaysSo) {
  ASSERT_TRUE(writer_.prune(3));
  auto reader = Reader::open(folder_.path());
  EXPECT_EQ(reader->record({1, segment_header_bytes, 0}).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace nowthen::archive

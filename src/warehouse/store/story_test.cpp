#include "warehouse/store/story.hpp"

#include <gtest/gtest.h>

namespace nowthen::warehouse {
namespace {

KnownReading reading(int minute, Surface surface, const char* content, const char* attributes = "") {
  return {.key = {.as_of = Instant{std::chrono::minutes{minute}},
                  .surface = surface,
                  .content_hash = content,
                  .attributes_hash = attributes},
          .place = {.record = minute}};
}

Instant at(int minute) { return Instant{std::chrono::minutes{minute}}; }

TEST(Story, IsWonByTheLatestReading) {
  const Story story = story_of(
      {reading(1, Surface::live, "a"), reading(2, Surface::sync, "b"), reading(3, Surface::job, "b")});
  EXPECT_EQ(story.winner, 2U);
  EXPECT_EQ(story.meta.as_of, at(3));
  EXPECT_EQ(story.meta.surface, "job");
  EXPECT_EQ(story.meta.archive_record, 2) << "the rows are those of the earliest with that content";
  EXPECT_EQ(story.meta.first_seen_at, at(1));
  EXPECT_EQ(story.meta.seen_live_at, at(1));
  EXPECT_EQ(story.meta.seen_sync_at, at(2));
  EXPECT_EQ(story.meta.seen_job_at, at(3));
  EXPECT_FALSE(story.meta.seen_import_at);
}

TEST(Story, HasARevisionForEachNewContentAndNoneForTheSame) {
  const Story story = story_of({reading(1, Surface::sync, "a"), reading(2, Surface::sync, "a"),
                                reading(3, Surface::sync, "b"), reading(4, Surface::sync, "a")});
  ASSERT_EQ(story.revisions.size(), 3U);
  EXPECT_FALSE(story.revisions[0].before);
  EXPECT_EQ(story.revisions[1].reading, 2U);
  EXPECT_EQ(story.revisions[1].before, 1U);
  EXPECT_EQ(story.revisions[2].reading, 3U);
  EXPECT_EQ(story.meta.revision, 3);
}

TEST(Story, KeepsAttributesFromTheirLatestCarrier) {
  const Story story = story_of({reading(1, Surface::sync, "a"), reading(2, Surface::job, "a", "x"),
                                reading(3, Surface::sync, "b"), reading(4, Surface::job, "b", "x")});
  EXPECT_EQ(story.meta.attributes_hash, "x");
  EXPECT_EQ(story.attributes_from, 3U);
  ASSERT_EQ(story.revisions.size(), 3U);
  EXPECT_FALSE(story.revisions[1].content_changed);
  EXPECT_EQ(story.revisions[2].attributes_hash, "x");
}

TEST(Story, MarksADeletionAndWhatComesBack) {
  std::vector<KnownReading> readings{reading(1, Surface::sync, "a"), reading(2, Surface::by_id, ""),
                                     reading(3, Surface::by_id, "")};
  const Story gone = story_of(readings);
  EXPECT_EQ(gone.meta.deleted_at, at(2));
  EXPECT_EQ(gone.winner, 0U);
  EXPECT_EQ(gone.revisions.size(), 2U);
  readings.push_back(reading(4, Surface::sync, "a"));
  const Story back = story_of(readings);
  EXPECT_FALSE(back.meta.deleted_at);
  EXPECT_EQ(back.revisions.size(), 3U);
}

TEST(Story, OfDeletionsAloneHasNoWinner) {
  const Story story = story_of({reading(1, Surface::by_id, "")});
  EXPECT_FALSE(story.winner);
  EXPECT_EQ(story.meta.deleted_at, at(1));
}

TEST(ReadingKey, RanksSurfacesAtEqualInstants) {
  EXPECT_LT(reading(1, Surface::imported, "z").key, reading(1, Surface::live, "a").key);
  EXPECT_LT(reading(1, Surface::job, "z").key, reading(1, Surface::sync, "a").key);
  EXPECT_LT(reading(1, Surface::by_id, "z").key, reading(2, Surface::imported, "a").key);
}

TEST(Surface, HasANameThatFindsItAgain) {
  for (const auto surface : {Surface::imported, Surface::live, Surface::job, Surface::sync, Surface::by_id})
    EXPECT_EQ(surface_named(name_of(surface)), surface);
  EXPECT_FALSE(surface_named("elsewhere"));
}

}  // namespace
}  // namespace nowthen::warehouse

#include "extract/sync/commit_pace.hpp"

#include <gtest/gtest.h>

namespace nowthen::extract {
namespace {

using std::chrono::seconds;

const Instant noon = parse_instant("2026-11-20T12:00:00Z").value();

TEST(CommitPace, IsDueAtSoManyRecords) {
  CommitPace pace;
  pace.kept(60, noon);
  EXPECT_FALSE(pace.is_due(100, noon));
  pace.kept(40, noon);
  EXPECT_TRUE(pace.is_due(100, noon));
  pace.committed();
  EXPECT_FALSE(pace.is_due(100, noon));
}

TEST(CommitPace, IsDueAMinuteAfterTheFirstRecord) {
  CommitPace pace;
  EXPECT_FALSE(pace.is_due(100, noon + seconds(90))) << "nothing was kept";
  pace.kept(1, noon + seconds(100));
  pace.kept(1, noon + seconds(150));
  EXPECT_FALSE(pace.is_due(100, noon + seconds(159)));
  EXPECT_TRUE(pace.is_due(100, noon + seconds(160)));
  pace.committed();
  pace.kept(1, noon + seconds(170));
  EXPECT_FALSE(pace.is_due(100, noon + seconds(200)));
}

}  // namespace
}  // namespace nowthen::extract

#include "simulator/world/lost_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "simulator/world/plan.hpp"
#include "simulator/world/views.hpp"
#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using test::fixture_world;

TEST(LostEnd, HappensInEveryWorldOfSomeThousands) {
  const auto all = fixture_world().conversations();
  const auto lost = std::count_if(all.begin(), all.end(), [](const auto& c) { return c.end == never; });
  EXPECT_GT(lost, 0);
  EXPECT_LE(lost, 6);
}

TEST(LostEnd, IsForAboutOneInFourThousandAndMostlyWritten) {
  constexpr std::uint64_t count = 100'000;
  std::int64_t in_hundred = 0;
  std::int64_t written = 0;
  for (std::size_t approach = 0; approach < approach_weights.size(); ++approach) {
    std::int64_t lost = 0;
    Arrival arrival{};
    arrival.approach = static_cast<Approach>(approach);
    for (; arrival.number < count; ++arrival.number) {
      lost += loses_end(1, arrival) ? 1 : 0;
    }
    in_hundred += lost * approach_weights.at(approach);
    if (approach >= static_cast<std::size_t>(Approach::email))
      written += lost * approach_weights.at(approach);
  }
  EXPECT_NEAR(static_cast<double>(count) * 100 / static_cast<double>(in_hundred), 4000, 800);
  EXPECT_GT(written * 2, in_hundred);
  EXPECT_LT(written, in_hundred);
}

/// Calls `check` with every conversation that could lose its end, before and after it did.
template <class Check>
int for_each_loss(Check&& check) {
  int count = 0;
  for (const ConversationTruth& whole : fixture_world().conversations()) {
    if (whole.end == never) continue;
    ConversationTruth lost = whole;
    if (!lose_end(lost)) continue;
    ++count;
    SCOPED_TRACE(to_text(whole.id));
    check(whole, lost);
    if (testing::Test::HasFailure()) break;
  }
  return count;
}

TEST(LostEnd, LeavesTheConversationOpenInItsLastStateForEver) {
  const int count = for_each_loss([](const ConversationTruth& whole, const ConversationTruth& lost) {
    const Instant far = settled_at(whole) + days(4000);
    ASSERT_EQ(live_state(lost, far), LiveState::connected);
    ASSERT_EQ(participant_state(lost, lost.participants.front(), far), LiveState::connected);
    if (whole.media != MediaType::voice) return;
    ASSERT_EQ(live_state(lost, far), live_state(whole, whole.end - milliseconds(1)));
  });
  EXPECT_GT(count, 2000);
}

TEST(LostEnd, ChangesNothingOfWhatWasSeenLiveBefore) {
  for_each_loss([](const ConversationTruth& whole, const ConversationTruth& lost) {
    for (const SegmentTruth& segment : whole.segments) {
      if (segment.start >= whole.end) continue;
      ASSERT_EQ(live_state(lost, segment.start), live_state(whole, segment.start));
    }
  });
}

TEST(LostEnd, KnowsNoSumOfWhatIsNotOver) {
  for_each_loss([](const ConversationTruth& whole, const ConversationTruth& lost) {
    for (const SessionTruth& session : lost.sessions) {
      const auto segments = lost.segments_of(session);
      if (segments.back().end != never) continue;
      for (const MetricTruth& metric : lost.metrics_of(session)) {
        ASSERT_NE(metric.name, MetricName::t_talk_complete);
        ASSERT_NE(metric.name, MetricName::t_handle);
        ASSERT_LT(metric.emitted, whole.end);
      }
    }
  });
}

TEST(LostEnd, NeverReachesHistoryAsClosed) {
  int lost = 0;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    if (c.end != never) continue;
    ++lost;
    EXPECT_EQ(revision_at(c, c.start + days(4000)), Revision::open);
    EXPECT_EQ(c.visibility.visible_at, never);
    EXPECT_EQ(settled_at(c), never);
  }
  EXPECT_GT(lost, 0);
}

TEST(LostEnd, StaysAmongWhatGoesOn) {
  const auto all = fixture_world().conversations();
  const Instant late = fixture_world().extended_to() + days(300);
  for (const std::uint32_t position : fixture_world().going_on(late, late)) {
    EXPECT_EQ(all[position].end, never);
  }
  EXPECT_EQ(fixture_world().going_on(late, late).size(),
            static_cast<std::size_t>(
                std::count_if(all.begin(), all.end(), [](const auto& c) { return c.end == never; })));
}

}  // namespace
}  // namespace nowthen::sim

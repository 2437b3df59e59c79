// The oddities of recorded payloads occur, seldom, and are what they are said to be.
#include "simulator/world/oddities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "simulator/world/world_fixture.hpp"

namespace nowthen::sim {
namespace {

using test::fixture_world;

std::int64_t count_of(Oddity oddity) {
  const auto all = fixture_world().conversations();
  return std::count_if(all.begin(), all.end(), [oddity](const ConversationTruth& c) { return c.is(oddity); });
}

TEST(Oddities, EachOccursButSeldom) {
  for (const Oddity oddity :
       {Oddity::early_segment, Oddity::overlapping_wrapup, Oddity::wrapup_differs, Oddity::timeout_code,
        Oddity::absent_field, Oddity::repeated_value, Oddity::handled_without_talk}) {
    EXPECT_GT(count_of(oddity), 2) << static_cast<int>(oddity);
    EXPECT_LT(count_of(oddity), std::ssize(fixture_world().conversations()) / 12) << static_cast<int>(oddity);
  }
}

TEST(Oddities, AnEarlySegmentStartsBeforeItsConversation) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    const bool early =
        std::any_of(c.segments.begin(), c.segments.end(), [&c](const auto& s) { return s.start < c.start; });
    ASSERT_EQ(early, c.is(Oddity::early_segment)) << to_text(c.id);
  }
}

TEST(Oddities, ACodeThatIsNoUuidIsATimeout) {
  const auto& codes = fixture_world().centre().wrapup_codes;
  for (const ConversationTruth& c : fixture_world().conversations()) {
    for (const SegmentTruth& s : c.segments) {
      if (s.type != SegmentType::wrapup) continue;
      ASSERT_LT(s.wrapup_code, codes.size());
      if (parse_uuid(codes[s.wrapup_code].id)) continue;
      ASSERT_TRUE(c.is(Oddity::timeout_code) || c.is(Oddity::handled_without_talk)) << to_text(c.id);
    }
  }
}

TEST(Oddities, AnAbsentDirectionIsMarked) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    const bool absent =
        std::any_of(c.sessions.begin(), c.sessions.end(), [](const auto& s) { return !s.direction_known; });
    ASSERT_EQ(absent, c.is(Oddity::absent_field));
  }
}

TEST(Oddities, ARepeatedValueStandsTwiceWithDifferentDates) {
  for (const ConversationTruth& c : fixture_world().conversations()) {
    if (!c.is(Oddity::repeated_value)) continue;
    bool repeated = false;
    for (const SessionTruth& session : c.sessions) {
      std::set<std::pair<MetricName, std::int32_t>> seen;
      for (const MetricTruth& metric : c.metrics_of(session)) {
        repeated = !seen.emplace(metric.name, metric.value).second || repeated;
      }
    }
    ASSERT_TRUE(repeated) << to_text(c.id);
  }
}

}  // namespace
}  // namespace nowthen::sim

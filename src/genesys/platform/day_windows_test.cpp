#include "genesys/platform/day_windows.hpp"

#include <gtest/gtest.h>

#include "support/property.hpp"

namespace nowthen::genesys::platform {
namespace {
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::minutes;

const Instant midnight{std::chrono::sys_days(std::chrono::year{2026} / 1 / 1)};

TEST(FirstWindow, IsAllWhereThatMayBeAsked) {
  const Interval odd{midnight + 3h, midnight + 3h + days{31}};
  EXPECT_EQ(first_window(odd, days{31}), odd);
}

TEST(FirstWindow, EndsAtTheLastMidnightThatMayBeAsked) {
  EXPECT_EQ(first_window({midnight + 3h, midnight + days{99}}, days{31}).end, midnight + days{31});
  EXPECT_EQ(first_window({midnight, midnight + days{99}}, days{31}).end, midnight + days{31});
  EXPECT_EQ(first_window({midnight + 3h, midnight + days{99}}, days{1}).end, midnight + days{1});
}

TEST(SpansDays, IsTrueOnlyWithAMidnightInside) {
  EXPECT_FALSE(spans_days({midnight, midnight + days{1}}));
  EXPECT_FALSE(spans_days({midnight + 1h, midnight + 2h}));
  EXPECT_TRUE(spans_days({midnight + 23h, midnight + 25h}));
}

TEST(CutAtMidnights, LeavesNothingOutAndNothingEmpty) {
  testing::expect_property([] {
    const Instant begin = midnight + minutes(*rc::gen::inRange(0, 3'000));
    const Interval whole{begin, begin + minutes(*rc::gen::inRange(1, 60'000))};
    const auto parts = cut_at_midnights(whole, *rc::gen::inRange(0, 100));
    RC_ASSERT(!parts.empty());
    RC_ASSERT(parts.front().begin == whole.begin);
    RC_ASSERT(parts.back().end == whole.end);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      RC_ASSERT(parts[i].begin < parts[i].end);
      if (i == 0) continue;
      RC_ASSERT(parts[i].begin == parts[i - 1].end);
      RC_ASSERT(parts[i].begin == std::chrono::floor<days>(parts[i].begin));
    }
  });
}

TEST(CutAtMidnights, MakesProgressOnWhateverSpansDays) {
  testing::expect_property([] {
    const Instant begin = midnight + minutes(*rc::gen::inRange(0, 3'000));
    const Interval whole{begin, begin + minutes(*rc::gen::inRange(1, 60'000))};
    RC_PRE(spans_days(whole));
    RC_ASSERT(cut_at_midnights(whole, *rc::gen::inRange(2, 100)).size() > 1);
  });
}

}  // namespace
}  // namespace nowthen::genesys::platform
